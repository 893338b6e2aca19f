import { describe, expect, inject, it } from "vitest";
import { randomRun } from "./rig/random-run.js";
import { startScene } from "./rig/scene.js";
import { chaosSettings } from "./rig/settings.js";

const { seeds, runMs } = chaosSettings;
const ROOMS = ["a", "b"];
const MEMBERS = 8;

describe.skipIf(inject("redisUrl") === null)("faults drawn by a seed", { timeout: runMs * 2 + 180_000 }, () => {
  it.each(seeds)("lose nothing, double nothing and leave nothing open: seed %i", async (seed) => {
    await using scene = await startScene({ seed });
    for (let n = 0; n < MEMBERS; n++) await scene.join(ROOMS);
    const report = await randomRun({ ...scene, rooms: ROOMS, durationMs: runMs });
    expect(report.violations, `seed ${seed}`).toEqual([]);
    expect(report.acked).toBeGreaterThan(0);
    // Nobody was away for longer than its session or the history lasts, and Redis kept its data.
    expect(report.told).toEqual({ window: 0, epoch: 0, fork: 0, fresh: 0 });
  });
});
