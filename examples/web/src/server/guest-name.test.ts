import { expect, it } from "vitest";
import { guestName } from "./guest-name.js";

it("names a guest by his uid: the same one always the same, others mostly otherwise", () => {
  expect(guestName("ann")).toBe(guestName("ann"));
  const names = new Set(Array.from({ length: 100 }, (_, at) => guestName(`guest${at}`)));
  expect(names.size).toBeGreaterThan(80);
  for (const name of names) expect(name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
});
