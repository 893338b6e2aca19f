import { describe, expect, inject, it } from "vitest";
import { until } from "../../support/until.js";
import { pause } from "../rig/faults.js";
import { Publisher } from "../rig/publisher.js";
import { startScene } from "../rig/scene.js";

const SESSIONS = 100;
const FOR_MS = 20_000;

describe.skipIf(inject("redisUrl") === null)("a user with a hundred sessions", { timeout: 240_000 }, () => {
  it("keeps all of them while they move from node to node faster than they can be entered there", async () => {
    await using scene = await startScene();
    await Promise.all(Array.from({ length: SESSIONS }, (_, n) => scene.join([`r${n % 5}`], { uid: "same" })));
    const end = scene.log.now() + FOR_MS;
    const flap = async (n: number): Promise<void> => {
      while (scene.log.now() < end) {
        await pause(scene.random.between(1_000, 3_000));
        scene.members[n]?.proxy.cutAll();
      }
    };
    const publish = async (): Promise<void> => {
      const publisher = new Publisher(scene);
      while (scene.log.now() < end) {
        await publisher.push({ kind: "room", room: `r${scene.random.between(0, 4)}` });
        await pause(20);
      }
    };
    const kill = async (): Promise<void> => {
      await pause(4_000);
      await scene.cluster.slots[1]?.restart();
    };
    await Promise.all([...scene.members.map((_, n) => flap(n)), publish(), kill()]);
    const report = await scene.drained();
    expect(report.violations).toEqual([]);
    expect(report.told).toEqual({ window: 0, epoch: 0, fork: 0, fresh: 0 });
    await until(() => scene.members.every(({ client }) => client.status.state === "ready"), "all are there", 30_000);
  });
});
