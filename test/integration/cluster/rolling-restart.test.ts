import { describe, expect, inject, it } from "vitest";
import { Crowd } from "../../chaos/rig/crowd.js";
import { pause } from "../../chaos/rig/faults.js";
import { Publisher } from "../../chaos/rig/publisher.js";
import { type Scene, startScene } from "../../chaos/rig/scene.js";

/** As many as two cores carry beside three nodes and a Redis in a short test: `ROLLING_CLIENTS=1000` for what it promises. */
const CLIENTS = Number(process.env["ROLLING_CLIENTS"] ?? 150);
/** So many clients are moved per second: each drain takes two seconds or so. */
const PER_SECOND = Math.ceil(CLIENTS / 6);
const ROOMS = ["a", "b", "c", "d", "e"];

/** Pushes into all rooms until the signal aborts. */
async function publish(scene: Scene, signal: AbortSignal): Promise<void> {
  const publisher = new Publisher(scene);
  while (!signal.aborted) {
    await publisher.push({ kind: "room", room: scene.random.pick(ROOMS) });
    await pause(100);
  }
}

/** Runs something while all clients send requests and get pushes. */
async function underLoad(scene: Scene, crowd: Crowd, work: () => Promise<void>): Promise<void> {
  const over = new AbortController();
  const load = Promise.all([crowd.ask(1_000 + CLIENTS * 2, over.signal), publish(scene, over.signal)]);
  await pause(500);
  crowd.take();
  await work().finally(() => over.abort());
  await load;
}

describe.skipIf(inject("redisUrl") === null)("a rolling restart", { timeout: 120_000 + CLIENTS * 400 }, () => {
  it("fails no request, loses no push, and moves each client once per node at most", async () => {
    const drain = { waitMs: 500, withinMs: 30_000, perSecond: PER_SECOND };
    await using scene = await startScene({ drain });
    await using crowd = await Crowd.gather(scene, CLIENTS, ROOMS);
    await underLoad(scene, crowd, async () => {
      for (const [n, slot] of scene.cluster.slots.entries()) {
        const report = await crowd.without(slot, () => slot.node.drain());
        const seen = crowd.take();
        console.log(`drain ${n + 1}:`, { ...report, ...seen, perSecond: PER_SECOND });
        expect(report).toMatchObject({ ended: 0, unfinished: 0 });
        expect(seen).toMatchObject({ connections: report.moved, most: 1, interrupted: 0 });
        // A tenth of what goes in a second, give or take what a busy machine puts together.
        expect(seen.peak).toBeLessThanOrEqual(10 + PER_SECOND / 2);
        await slot.restart();
        await scene.cluster.know();
        expect(crowd.take()).toMatchObject({ connections: 0, interrupted: 0 });
      }
    });
    const { violations, told } = await scene.drained();
    expect(violations).toEqual([]);
    expect(told).toEqual({ window: 0, epoch: 0, fork: 0, fresh: 0 });
    const failed = scene.log.history().requests.filter(({ code }) => code !== "");
    console.log(`${scene.log.history().requests.length} requests of ${CLIENTS} clients, ${failed.length} failed`);
    expect(failed).toEqual([]);
  });

  it("loses nothing that was acknowledged when nodes are killed instead", async () => {
    await using scene = await startScene();
    await using crowd = await Crowd.gather(scene, CLIENTS, ROOMS);
    await underLoad(scene, crowd, async () => {
      for (const slot of scene.cluster.slots) {
        await slot.node.kill();
        await slot.restart();
        await scene.cluster.know();
      }
      console.log("kills:", crowd.take());
    });
    const { violations, told } = await scene.drained();
    expect(violations).toEqual([]);
    expect(told).toEqual({ window: 0, epoch: 0, fork: 0, fresh: 0 });
    const codes = new Set(scene.log.history().requests.map(({ code }) => code));
    expect([...codes].filter((code) => !["", "DISCONNECTED", "OUTCOME_UNKNOWN"].includes(code ?? "?"))).toEqual([]);
  });
});
