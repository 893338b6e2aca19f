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

/** Kills one node after another and starts it again, until the time is over. The first one is killed once: then it shows leaks. */
async function killInTurn(scene: Scene, end: number): Promise<void> {
  for (let n = 0; scene.log.now() < end - 3_000; n++) {
    await pause(scene.random.between(2_000, 6_000));
    const slot = scene.cluster.slots[n === 0 ? 0 : 1 + (n % 2)];
    await slot?.node.kill();
    await slot?.restart();
  }
}

/** The heap of the node that lives longest, in bytes. */
async function heapOf({ cluster }: Scene): Promise<number> {
  return (await cluster.slots[0]?.node.ask({ type: "stats" }))?.heapUsed ?? 0;
}

/** Names the keys that would stay for ever. */
async function immortal({ operator }: Scene): Promise<readonly string[]> {
  const keys = await operator.keys("*");
  const left = await Promise.all(keys.map((key) => operator.pttl(key)));
  return keys.filter((_, n) => left[n] === -1);
}

describe.skipIf(inject("redisUrl") === null)("100 flapping clients", { timeout: flapMs + 240_000 }, () => {
  it("miss nothing while nodes are killed and restarted, and leave nothing behind", async () => {
    await using scene = await startScene({ seed, graceMs: 20_000 });
    await Promise.all(Array.from({ length: CLIENTS }, (_, n) => scene.join([ROOMS[n % ROOMS.length] ?? "a"])));
    await scene.push(20, { kind: "room", room: "a" });
    const calm = await heapOf(scene);

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
    // A session that stayed would hold several kilobytes; a kilobyte for each cut is still noise.
    const grown = (await heapOf(scene)) - calm;
    console.log(`heap: ${calm} bytes, then ${grown} more; keys: ${await scene.operator.dbsize()}`);
    expect(grown).toBeLessThan(15_000_000);

    await Promise.all(scene.members.map(({ client }) => client.close()));
    await until(async () => (await sessions()) === 0, "no session left", 30_000);
    expect(await immortal(scene)).toEqual([]);
  });
});
