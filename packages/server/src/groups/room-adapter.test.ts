import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { recordingLogger } from "../../../../test/support/recording-logger.js";
import { until } from "../../../../test/support/until.js";
import { BusCounts } from "../cluster/bus-counters.js";
import { type MemoryBus, MemoryBusHub } from "../cluster/memory-bus.js";
import { redisMissing, redisUrl } from "../redis/test-redis.js";
import { type BroadcasterRig, describeBroadcaster } from "./broadcaster.suite.js";
import { inMemory, onRedis } from "./broadcaster-rigs.fixture.js";
import { pushOf, RoomNode } from "./room-nodes.fixture.js";
import { groupRoom } from "./rooms.js";

const node: BroadcasterRig["sender"] = async (bus, key) => {
  const { rooms } = new RoomNode({ bus, key });
  await rooms.ready();
  return rooms;
};
const everybody = { rooms: [], except: [] };

describeBroadcaster("a node in memory", inMemory(node));
describe.skipIf(redisMissing)("on Redis", () => describeBroadcaster("a node", onRedis(node)));

describe("the rooms of a node in a cluster", () => {
  let hub: MemoryBusHub;
  let bus: MemoryBus;
  let counts: BusCounts;
  let one: RoomNode;
  let two: RoomNode;

  beforeEach(async () => {
    hub = new MemoryBusHub();
    counts = new BusCounts();
    bus = hub.bus(recordingLogger(), counts);
    one = new RoomNode({ bus, key: "rooms" });
    two = new RoomNode({ bus: hub.bus(recordingLogger()), key: "rooms" });
    void one.open("a");
    void two.open("b");
  });

  it("does things to its own sessions before the call returns, once, and also when nobody else can be reached", async () => {
    await Promise.all([one.rooms.ready(), two.rooms.ready()]);
    one.rooms.broadcast(pushOf("1"), everybody);
    expect(one.got["a"]).toEqual(["1"]);
    await Promise.resolve();
    hub.setUp(false);
    one.rooms.broadcast(pushOf("2"), everybody);
    void one.rooms.joinAll(everybody, [groupRoom("g")]);
    expect(one.rooms.sessionsIn([groupRoom("g")])).toEqual(["a"]);
    void one.rooms.leaveAll(everybody, [groupRoom("g")]);
    expect(one.rooms.sessionsIn([groupRoom("g")])).toEqual([]);
    one.rooms.kick(everybody, { reason: "kicked" });
    expect(one.got["a"]).toEqual(["1", "2", "ended: kicked"]);
    expect(counts.rejected).toBe(4);
    hub.setUp(true);
    one.rooms.broadcast(pushOf("3"), everybody);
    await until(() => two.got["b"]?.length === 2);
    expect(two.got["b"]).toEqual(["1", "3"]);
  });

  it("hears nobody before it is ready, and everybody as soon as it is", async () => {
    one.rooms.broadcast(pushOf("1"), everybody);
    await two.rooms.ready();
    one.rooms.broadcast(pushOf("2"), everybody);
    await until(() => two.got["b"]?.length === 1);
    expect(two.got["b"]).toEqual(["2"]);
  });

  it("can be made ready later when that fails", async () => {
    hub.setUp(false);
    await expect(two.rooms.ready()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    hub.setUp(true);
    await Promise.all([two.rooms.ready(), two.rooms.ready()]);
    one.rooms.broadcast(pushOf("1"), everybody);
    await until(() => two.got["b"]?.length === 1);
    expect(two.got["b"]).toEqual(["1"]);
  });

  it("leaves nothing on the bus when it stops, at whatever moment", async () => {
    const starting = two.rooms.ready();
    two.rooms.stop();
    await starting;
    expect(await bus.publish("rooms#/#", Uint8Array.of())).toBe(0);
    await one.rooms.ready();
    expect(await bus.publish("rooms#/#", Uint8Array.of())).toBe(1);
    one.rooms.stop();
    one.rooms.stop();
    expect(await bus.publish("rooms#/#", Uint8Array.of())).toBe(0);
  });

  it("keeps a session that ended out of the rooms that it is taken into later", async () => {
    one.rooms.close("a");
    await one.rooms.joinAll(everybody, [groupRoom("g")]);
    await one.rooms.join("a", groupRoom("g"));
    expect(one.rooms.sessionsIn([groupRoom("g")])).toEqual([]);
  });
});

describe.skipIf(redisMissing)("the rooms' channels in Redis", () => {
  let rig: BroadcasterRig;
  let admin: Redis;
  let two: RoomNode;

  beforeEach(async () => {
    rig = await onRedis(node)();
    admin = new Redis(redisUrl ?? "");
    two = new RoomNode({ bus: await rig.bus(), key: rig.key });
    void two.open("b", groupRoom("g"));
    await two.rooms.ready();
  });
  afterEach(async () => {
    two.rooms.stop();
    await rig.close();
    admin.disconnect();
  });

  it("take any garbage without harm", async () => {
    const garbage = ["", "\0", "{}", "[]", "\x93", "\x01\0\0\0\x02[]", "\x01\xff\xff\xff\xff", "x".repeat(100_000)];
    for (const text of garbage) {
      await admin.publish(`${rig.key}#/#`, Buffer.from(text, "latin1"));
      await admin.publish(`${rig.key}#/#${groupRoom("g")}#`, Buffer.from(text, "latin1"));
    }
    const one = await node(await rig.bus(), rig.key);
    await one.broadcast(pushOf("1"), everybody);
    await until(() => two.got["b"]?.length === 1);
    expect(two.counts.dropped).toBe(2 * garbage.length);
  });

  it("don't include those by which adapters ask each other", async () => {
    const requests = [`${rig.key}-request#/#`, `${rig.key}-response#/#`];
    expect(await admin.pubsub("NUMSUB", ...requests)).toEqual([requests[0], 0, requests[1], 0]);
    expect(await admin.publish(`${rig.key}#/#`, "")).toBe(1);
  });
});
