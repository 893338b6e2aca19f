import { recordingLogger } from "../../../../test/support/recording-logger.js";
import type { Bus } from "../cluster/bus.js";
import { MemoryBusHub } from "../cluster/memory-bus.js";
import { RedisBuses } from "../cluster/redis-bus.fixture.js";
import { redisUrl, testRedisOptions } from "../redis/test-redis.js";
import type { BroadcasterRig } from "./broadcaster.suite.js";

/** Makes what is tried, on a bus of its own. */
type MakeSender = BroadcasterRig["sender"];

/** Nodes and a sender in memory. */
export const inMemory = (sender: MakeSender) => async (): Promise<BroadcasterRig> => {
  const hub = new MemoryBusHub();
  return { bus: async (): Promise<Bus> => hub.bus(recordingLogger()), key: "rooms", sender, close: async () => {} };
};

/** Nodes and a sender on the test run's Redis. */
export const onRedis = (sender: MakeSender) => async (): Promise<BroadcasterRig> => {
  const buses = new RedisBuses();
  return {
    bus: async () => (await buses.start({ url: redisUrl ?? "" })).bus,
    key: `${testRedisOptions().prefix}:rooms`,
    sender,
    close: () => buses.close(),
  };
};
