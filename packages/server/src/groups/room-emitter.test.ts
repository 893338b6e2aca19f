import { describe, expect, it } from "vitest";
import { recordingLogger } from "../../../../test/support/recording-logger.js";
import { BusCounts } from "../cluster/bus-counters.js";
import { MemoryBusHub } from "../cluster/memory-bus.js";
import { redisMissing } from "../redis/test-redis.js";
import { type BroadcasterRig, describeBroadcaster } from "./broadcaster.suite.js";
import { inMemory, onRedis } from "./broadcaster-rigs.fixture.js";
import { roomEmitter } from "./room-emitter.js";
import { pushOf } from "./room-nodes.fixture.js";

const emitter: BroadcasterRig["sender"] = async (bus, key) => roomEmitter({ bus, key, counters: new BusCounts() });

describeBroadcaster("an emitter in memory", inMemory(emitter));
describe.skipIf(redisMissing)("on Redis", () => describeBroadcaster("an emitter", onRedis(emitter)));

it("says what could not be published, also to who doesn't ask", async () => {
  const hub = new MemoryBusHub();
  const sender = roomEmitter({ bus: hub.bus(recordingLogger()), key: "rooms", counters: new BusCounts() });
  const everybody = { rooms: [], except: [] };
  hub.setUp(false);
  void sender.broadcast(pushOf("1"), everybody);
  const actions = [
    sender.broadcast(pushOf("1"), everybody),
    sender.kick(everybody, { reason: "kicked" }),
    sender.joinAll(everybody, ["g:1"]),
    sender.leaveAll(everybody, ["g:1"]),
  ];
  for (const action of actions) await expect(action).rejects.toMatchObject({ code: "UNAVAILABLE" });
  hub.setUp(true);
  await sender.broadcast(pushOf("1"), everybody);
});
