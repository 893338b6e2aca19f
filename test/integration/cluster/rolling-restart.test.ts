import { describe, expect, inject, it } from "vitest";
import { Crowd } from "../../chaos/rig/crowd.js";
import { pause } from "../../chaos/rig/faults.js";
import { Publisher } from "../../chaos/rig/publisher.js";
import { type Scene, startScene } from "../../chaos/rig/scene.js";

/** As many as two cores carry beside three nodes and a Redis in a short test: `ROLLING_CLIENTS=1000` for what it promises. */
const CLIENTS = Number(process.env["ROLLING_CLIENTS"] ?? 150);
/** So many clients are moved per second: a drain takes some seconds. */
const PER_SECOND = Math.max(25, Math.ceil(CLIENTS / 20));
/** How often each client asks, and how often something is pushed to a fifth of them, in ms: what one process can bear. */
const ASK_MS = 1_000 + CLIENTS * 5;
const PUSH_MS = 50 + CLIENTS / 2;
const ROOMS = ["a", "b", "c", "d", "e"];

/** Pushes into all rooms until the signal aborts. */
async function publish(scene: Scene, signal: AbortSignal): Promise<void> {
  const publisher = new Publisher(scene);
  while (!signal.aborted) {
    await publisher.push({ kind: "room", room: scene.random.pick(ROOMS) });
    await pause(PUSH_MS);
  }
}

/** Runs something while all clients send requests and get pushes. */
async function underLoad(scene: Scene, crowd: Crowd, work: () => Promise<void>): Promise<void> {
  const over = new AbortController();
  const load = Promise.all([crowd.ask(ASK_MS, over.signal), publish(scene, over.signal)]);
  await pause(500);
  crowd.take();
  await work().finally(() => over.abort());
  await load;
}

/** How many requests ended how. */
function countCodes({ log }: Scene): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of log.history().requests) {
    const how = code === "" ? "answered" : (code ?? "open");
    counts[how] = (counts[how] ?? 0) + 1;
  }
  return counts;
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
        // Within 100 ms a tenth of it comes, where no busy machine puts timers together.
        expect(seen.peakPerSecond).toBeLessThanOrEqual(2 * PER_SECOND + 10);
        await slot.restart();
        await scene.cluster.know();
        expect(crowd.take()).toMatchObject({ connections: 0, interrupted: 0 });
      }
    });
    const { violations, told } = await scene.drained();
    expect(violations).toEqual([]);
    expect(told).toEqual({ window: 0, epoch: 0, fork: 0, fresh: 0 });
    const codes = countCodes(scene);
    console.log(`requests of ${CLIENTS} clients:`, codes);
    expect(Object.keys(codes)).toEqual(["answered"]);
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
    console.log("requests:", countCodes(scene));
  });
});
