import { expect, it } from "vitest";
import { drainPlan } from "./drain-plan.js";

const config = { metricsPort: 9_090, drainMs: 60_000, drainWaitMs: 5_000, drainPerSecond: 7 };

it("has one time for a drain, the wait included", () => {
  expect(drainPlan(config)).toEqual({ waitMs: 5_000, withinMs: 55_000, perSecond: 7 });
  expect(drainPlan({ ...config, drainMs: 1_000 })).toMatchObject({ waitMs: 1_000, withinMs: 0 });
});

it("has no wait where nobody can ask whether the server is ready", () => {
  expect(drainPlan({ ...config, metricsPort: undefined })).toMatchObject({ waitMs: 0, withinMs: 60_000 });
});
