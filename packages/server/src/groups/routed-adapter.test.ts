import { ManualClock } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { recordingLogger } from "../../../../test/support/recording-logger.js";
import { BusCounts } from "../cluster/bus-counters.js";
import { MemoryBusHub } from "../cluster/memory-bus.js";
import { redisMissing } from "../redis/test-redis.js";
import { type BroadcasterRig, describeBroadcaster } from "./broadcaster.suite.js";
import { inMemory, onRedis } from "./broadcaster-rigs.fixture.js";
import { clusterEmitter } from "./cluster-adapter.js";
import { pushOf, RoomNode } from "./room-nodes.fixture.js";
import { groupRoom, memberRoom, tagRoom, userRoom } from "./rooms.js";

const node: BroadcasterRig["sender"] = async (bus, key) => {
  const { rooms } = new RoomNode({ bus, key, fanout: "sharded" });
  await rooms.ready();
  return rooms;
};
const emitter: BroadcasterRig["sender"] = async (bus, key) =>
  clusterEmitter("sharded", { bus, key, counters: new BusCounts(), clock: new ManualClock() });

for (const [name, sender] of Object.entries({ node, emitter })) {
  describeBroadcaster(`a sharded ${name} in memory`, inMemory(sender, "sharded"));
  describe.skipIf(redisMissing)("on Redis", () => describeBroadcaster(`a sharded ${name}`, onRedis(sender, "sharded")));
}

/** Three nodes, and the channels on which each of them heard something. */
async function setUp() {
  const hub = new MemoryBusHub();
  const nodes = [];
  for (let count = 0; count < 3; count++) {
    const heard: string[] = [];
    const bus = hub.bus(recordingLogger());
    const deliver = bus.deliver.bind(bus);
    bus.deliver = (channel, message) => {
      if (bus.listensTo(channel)) heard.push(channel);
      deliver(channel, message);
    };
    const { rooms, open, got } = new RoomNode({ bus, key: "k", fanout: "sharded" });
    await rooms.ready();
    nodes.push({ bus, rooms, open: open.bind({ rooms, got }), got, heard });
  }
  const [one, two, three] = nodes as [(typeof nodes)[0], (typeof nodes)[0], (typeof nodes)[0]];
  return { hub, one, two, three };
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const to = (...rooms: readonly string[]) => ({ rooms, except: [] });

describe("sharded rooms", () => {
  it("tell only the nodes with a session of the user or group", async () => {
    const { one, two, three } = await setUp();
    await two.open("b", userRoom("bob"), groupRoom("g"));
    await three.open("c", userRoom("cat"), memberRoom("g"));
    one.rooms.broadcast(pushOf("to bob"), to(userRoom("bob")));
    one.rooms.broadcast(pushOf("to nobody"), to(userRoom("nobody")));
    await settled();
    expect([one.heard, two.heard, three.heard]).toEqual([[], ["k:u:bob"], []]);
    one.rooms.broadcast(pushOf("to g"), to(groupRoom("g"), memberRoom("g")));
    await settled();
    expect(two.got["b"]).toEqual(["to bob", "to g"]);
    expect(three.got["c"]).toEqual(["to g"]);
  });

  it("tell all nodes what concerns several of them, once each", async () => {
    const { one, two } = await setUp();
    await two.open("b", userRoom("bob"), groupRoom("g"), tagRoom("t"));
    one.rooms.broadcast(pushOf("1"), to(userRoom("bob"), groupRoom("g")));
    one.rooms.broadcast(pushOf("2"), to(tagRoom("t")));
    one.rooms.broadcast(pushOf("3"), to());
    await settled();
    expect(two.got["b"]).toEqual(["1", "2", "3"]);
    expect(two.heard).toEqual(["k:all", "k:all", "k:all"]);
  });

  it("hear nothing of a room any more that its last session left, and hear of it again when one is back", async () => {
    const { one, two } = await setUp();
    await two.open("b", groupRoom("g"));
    await two.open("c", memberRoom("g"));
    await two.rooms.leave("b", groupRoom("g"));
    expect(two.bus.listensTo("k:g:g")).toBe(true);
    two.rooms.close("c");
    expect(two.bus.listensTo("k:g:g")).toBe(false);
    await two.rooms.join("b", groupRoom("g"));
    one.rooms.broadcast(pushOf("back"), to(groupRoom("g")));
    await settled();
    expect(two.got["b"]).toEqual(["back"]);
  });

  it("are entered while nodes can't reach each other, and hear of it all as soon as they can", async () => {
    const { hub, one, two } = await setUp();
    hub.setUp(false);
    await two.open("b");
    await two.rooms.join("b", groupRoom("g"));
    hub.setUp(true);
    one.rooms.broadcast(pushOf("1"), to(groupRoom("g")));
    await settled();
    expect(two.got["b"]).toEqual(["1"]);
  });

  it("reach sessions that were just sent into a group elsewhere, before their node can have subscribed to it", async () => {
    const { one, two } = await setUp();
    await two.open("b", userRoom("bob"));
    const slow = two.bus.listen.bind(two.bus);
    const waiting: (() => void)[] = [];
    two.bus.listen = (channel, receive) => {
      waiting.push(() => void slow(channel, receive));
      return { inForce: Promise.resolve(), stop: (() => {}) as never };
    };
    void one.rooms.joinAll(to(userRoom("bob")), [groupRoom("g")]);
    one.rooms.broadcast(pushOf("1"), to(groupRoom("g")));
    await settled();
    expect(waiting).toHaveLength(1);
    expect(two.got["b"]).toEqual(["1"]);
  });

  it("drop garbage, and count it", async () => {
    const { one, two } = await setUp();
    await two.open("b", userRoom("bob"));
    for (const channel of ["k:all", "k:u:bob"]) await one.bus.publish(channel, Buffer.from("garbage"));
    one.rooms.broadcast(pushOf("1"), to(userRoom("bob")));
    await settled();
    expect(two.got["b"]).toEqual(["1"]);
  });
});
