import { expect, it } from "vitest";
import { createMemoryVersionSource } from "./memory-version-source.js";
import { describeVersionSource } from "./version-source.suite.js";

describeVersionSource("the memory version source", () => createMemoryVersionSource());

it("goes on after a restart, with the time", async () => {
  let time = 1_000;
  const now = () => time;
  const before = createMemoryVersionSource({ now });
  await before.next();
  const last = await before.next();
  time = 2_000;
  expect(await createMemoryVersionSource({ now }).next()).toBeGreaterThan(last);
});
