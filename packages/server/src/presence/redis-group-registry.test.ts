import { describe } from "vitest";
import { redisMissing } from "../redis/test-redis.js";
import { testStore } from "../redis/test-store.fixture.js";
import { describeGroupRegistry, type RegistryWorld } from "./group-registry.suite.js";
import { describePresence } from "./presence.suite.js";
import { RedisGroupRegistry } from "./redis-group-registry.js";

describe.skipIf(redisMissing)("in Redis", () => {
  const store = testStore();

  function redisWorld(): RegistryWorld {
    const { commands, keys, pass, size, lose } = store();
    return {
      registry: (node, { leaseMs = 60_000 } = {}) => new RedisGroupRegistry({ commands, keys, node, leaseMs }),
      pass,
      lose,
      size,
    };
  }

  describeGroupRegistry(redisWorld);
  describePresence(redisWorld);
});
