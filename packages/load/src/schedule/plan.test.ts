import { expect, it } from "vitest";
import { type Plan, shareOf } from "./plan.js";

it("shareOf leaves nothing out", () => {
  const plan = { processes: 3 } as Plan;
  expect([0, 1, 2].map((process) => shareOf(10, { process, plan }))).toEqual([4, 3, 3]);
});
