import { expect, it } from "vitest";
import { OutageGrace } from "./outage-grace.js";

it("keeps nobody while all goes well, and nobody is known before the first answer", () => {
  const grace = new OutageGrace(100);
  grace.interrupt();
  expect(grace.keepsMissing(0, false)).toBe(false);
  expect(grace.keepsMissing(33, false)).toBe(false);
});

it("keeps the missing for a lease after an interruption", () => {
  const grace = new OutageGrace(100);
  grace.keepsMissing(0, false);
  grace.interrupt();
  expect(grace.keepsMissing(50, false)).toBe(true);
  expect(grace.keepsMissing(149, false)).toBe(true);
  expect(grace.keepsMissing(150, false)).toBe(false);
});

it("does so too when the store lost the own record, or nobody asked for longer than a lease", () => {
  const grace = new OutageGrace(100);
  grace.keepsMissing(0, false);
  expect(grace.keepsMissing(33, true)).toBe(true);
  expect(grace.keepsMissing(133, false)).toBe(false);
  expect(grace.keepsMissing(234, false)).toBe(true);
});
