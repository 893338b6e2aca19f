import { describe, expect, inject, it } from "vitest";
import { until } from "../support/until.js";
import { pause } from "./rig/faults.js";
import { Publisher } from "./rig/publisher.js";
import { type Scene, startScene } from "./rig/scene.js";
import { chaosSettings } from "./rig/settings.js";

const { flapMs, seeds } = chaosSettings;
const CLIENTS = 100;
const ROOMS = ["a", "b", "c", "d", "e"];
const [seed = 1] = seeds;

/** Cuts a client every 1 to 3 s, until the time is over. */
async function flap(scene: Scene, n: number, end: number): Promise<void> {
  while (scene.log.now() < end) {
    await pause(scene.random.between(1_000, 3_000));
    scene.members[n]?.proxy.cutAll();
  }
}

/** Kills one node after another and starts it again, until the time is over; the last one has the time to come back. */
async function killInTurn(scene: Scene, end: number): Promise<void> {
  for (let n = 0; scene.log.now() < end - 3_000; n++) {
    await pause(scene.random.between(2_000, 6_000));
    const slot = scene.cluster.slots[n % scene.cluster.slots.length];
    await slot?.node.kill();
    await slot?.restart();
  }
}

const heaps = async ({ cluster }: Scene): Promise<number[]> =>
  Promise.all(cluster.slots.map(async ({ node }) => (await node.ask({ type: "stats" })).heapUsed));

describe.skipIf(inject("redisUrl") === null)("100 flapping clients", { timeout: flapMs + 240_000 }, () => {
  it("miss nothing while nodes are killed and restarted, and leave nothing behind", async () => {
    await using scene = await startScene({ seed, graceMs: 20_000 });
    const empty = await scene.operator.dbsize();
    await Promise.all(Array.from({ length: CLIENTS }, (_, n) => scene.join([ROOMS[n % ROOMS.length] ?? "a"])));
    await scene.push(20, { kind: "room", room: "a" });
    const calm = await heaps(scene);

    const end = scene.log.now() + flapMs;
    const publish = async (): Promise<void> => {
      const publisher = new Publisher(scene);
      while (scene.log.now() < end) {
        await publisher.push({ kind: "room", room: scene.random.pick(ROOMS) });
        await pause(scene.random.between(10, 60));
      }
    };
    await Promise.all([
      ...scene.members.map((_, n) => flap(scene, n, end)),
      killInTurn(scene, end),
      publish(),
      publish(),
    ]);
    const report = await scene.drained();
    expect(report.violations, `seed ${seed}`).toEqual([]);
    expect(report.told).toEqual({ window: 0, epoch: 0, fork: 0, fresh: 0 });

    // One session each, whatever became of its connections.
    const sessions = async (): Promise<number> => {
      const stats = await Promise.all(scene.cluster.slots.map(({ node }) => node.ask({ type: "stats" })));
      return stats.reduce((sum, each) => sum + each.sessions, 0);
    };
    await until(async () => (await sessions()) === CLIENTS, "one session each", 30_000);
    const after = await heaps(scene);
    for (const [n, heap] of after.entries()) expect(heap).toBeLessThan((calm[n] ?? 0) + 30_000_000);

    await Promise.all(scene.members.map(({ client }) => client.close()));
    await until(async () => (await sessions()) === 0, "no session left", 30_000);
    console.log(`heaps ${calm.join(", ")} → ${after.join(", ")}; keys ${empty} → ${await scene.operator.dbsize()}`);
  });
});
