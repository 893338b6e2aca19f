import { recordingLogger } from "../../../../test/support/recording-logger.js";
import type { Bus } from "../cluster/bus.js";
import { MemoryBusHub } from "../cluster/memory-bus.js";
import { RedisBuses } from "../cluster/redis-bus.fixture.js";
import { redisUrl, testRedisOptions } from "../redis/test-redis.js";
import type { BroadcasterRig } from "./broadcaster.suite.js";
import type { Fanout } from "./fanout.js";

/** Makes what is tried, on a bus of its own. */
type MakeSender = BroadcasterRig["sender"];

/** Nodes and a sender in memory. */
export const inMemory =
  (sender: MakeSender, fanout: Fanout = "classic") =>
  async (): Promise<BroadcasterRig> => {
    const hub = new MemoryBusHub();
    const bus = async (): Promise<Bus> => hub.bus(recordingLogger());
    return { bus, key: "rooms", fanout, sender, close: async () => {} };
  };

/** Nodes and a sender on the test run's Redis. */
export const onRedis =
  (sender: MakeSender, fanout: Fanout = "classic") =>
  async (): Promise<BroadcasterRig> => {
    const buses = new RedisBuses();
    return {
      bus: async () => (await buses.start({ url: redisUrl ?? "" })).bus,
      key: `${testRedisOptions().prefix}:rooms`,
      fanout,
      sender,
      close: () => buses.close(),
    };
  };
