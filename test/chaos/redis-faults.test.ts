import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { until } from "../support/until.js";
import { emptyReport } from "./report.js";
import { pause, subscribersOf } from "./rig/faults.js";
import { type Scene, startScene } from "./rig/scene.js";

const NOTHING_TOLD = emptyReport().told;

describe.skipIf(inject("redisUrl") === null)("numbered pushes", { timeout: 120_000 }, () => {
  let scene: Scene;
  let room = "";
  let rooms = 0;

  beforeAll(async () => {
    scene = await startScene();
    for (let n = 0; n < 6; n++) await scene.join([], { slot: n % 3 });
  }, 60_000);
  afterAll(() => scene?.[Symbol.asyncDispose]());
  beforeEach(async () => {
    room = `r${++rooms}`;
    await Promise.all(scene.members.map((member) => member.enter(room)));
    await scene.push(3, { kind: "room", room });
  });

  /** Everything came to everybody, and nobody had to be told or to connect again. */
  async function expectClean(): Promise<void> {
    await scene.push(1, { kind: "room", room });
    const report = await scene.drained();
    expect(report.violations).toEqual([]);
    expect(report.told).toEqual(NOTHING_TOLD);
    expect(new Set(scene.members.map(({ client }) => client.status.state))).toEqual(new Set(["ready"]));
  }
  const say = (count: number): Promise<void> => scene.push(count, { kind: "room", room });

  it("have one order for all members, although two nodes push at the same time", async () => {
    await Promise.all([0, 1].map((slot) => scene.push(100, { kind: "room", room }, slot)));
    await expectClean();
    const views = scene.log.members.filter(({ stream }) => stream === `room:${room}`);
    const orders = views.map(({ events }) => events.map((event) => event.type === "push" && event.id).join());
    expect(views).toHaveLength(6);
    expect(new Set(orders).size).toBe(1);
  });

  it("aren't lost when the subscribers' connections are killed again and again", async () => {
    for (let times = 0; times < 8; times++) {
      await Promise.all([say(20), scene.operator.client("KILL", "TYPE", "pubsub")]);
    }
    await expectClean();
  });

  it("aren't lost when Redis gives up a node that doesn't read", async () => {
    await scene.operator.config("SET", "client-output-buffer-limit", "pubsub 256kb 0 0");
    const [slot] = scene.cluster.slots;
    const subscribers = slot === undefined ? [] : subscribersOf(slot);
    for (const { choke } of subscribers) choke();
    const [channel] = (await scene.operator.pubsub("CHANNELS", `*${slot?.node.id}*`)) as string[];
    const listening = async (): Promise<number> =>
      String(await scene.operator.call("CLIENT", "LIST", "TYPE", "pubsub")).split("\n").length;
    const before = await listening();
    await say(20);
    // More than the networks' buffers hold.
    for (let n = 0; n < 40; n++) await scene.operator.publish(channel ?? "", "x".repeat(1_000_000));
    await until(async () => (await listening()) < before, "Redis gives it up");
    await say(20);
    for (const { cut } of subscribers) cut();
    await expectClean();
    await scene.operator.config("SET", "client-output-buffer-limit", "pubsub 32mb 8mb 60");
  });

  it("aren't lost when a subscriber hears nothing for a while, and believes that all is well", async () => {
    const subscribers = scene.cluster.slots.flatMap(subscribersOf);
    for (const { down } of subscribers) down.stall();
    await say(10);
    await pause(500);
    for (const { down } of subscribers) down.flow();
    await expectClean();
  });

  it("aren't hurt when Redis forgets its scripts", async () => {
    for (let times = 0; times < 5; times++) await Promise.all([say(10), scene.operator.script("FLUSH")]);
    await expectClean();
  });

  it("come late to a node that is parted from Redis for a while", async () => {
    const [, parted] = scene.cluster.slots;
    parted?.redis.refuse();
    await scene.push(50, { kind: "room", room }, 0);
    await pause(1_000);
    parted?.redis.accept();
    await expectClean();
  });

  it("come late when Redis is slow", async () => {
    const undo = scene.cluster.slots.map(({ redis }) => redis.always(({ down }) => down.delay(200)));
    await say(10);
    for (const end of undo) end();
    for (const { redis } of scene.cluster.slots) for (const { down } of redis.connections) down.delay(0);
    await expectClean();
  });

  it("go on when Redis stood still", async () => {
    scene.redis.process.kill("SIGSTOP");
    const pushing = say(5);
    await pause(3_000);
    scene.redis.process.kill("SIGCONT");
    await pushing;
    await expectClean();
  });

  it("are refused as a whole when Redis is full, while connections stay", async () => {
    const publication = scene.log.publication(`room:${room}`);
    await scene.operator.config("SET", "maxmemory", "1");
    const node = scene.cluster.slots[0]?.node;
    const pushed = await node?.ask({ type: "push", push: { kind: "room", room, id: publication.id } });
    await scene.operator.config("SET", "maxmemory", "0");
    expect(pushed?.code).toBe("UNAVAILABLE");
    // Neither kept nor told to anybody: the checker counts it as unexpected.
    publication.outcome = "refused";
    await expectClean();
  });

  it("aren't hurt by garbage on all channels", async () => {
    const channels = (await scene.operator.pubsub("CHANNELS")) as string[];
    const garbage = ["", "x", "1:2:3", "1:2:3:4", `1:1:1:1\n${"y".repeat(2_000)}`, "\u0000\u00ff", "{}", "[]"];
    for (const channel of channels) for (const each of garbage) await scene.operator.publish(channel, each);
    await say(5);
    await expectClean();
  });
});
