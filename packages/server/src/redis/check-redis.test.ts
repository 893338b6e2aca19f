import { describe, expect, it } from "vitest";
import { checkPlace, checkVersion, claimSchema } from "./check-redis.js";
import { RedisKeys } from "./keys.js";
import type { RedisCommands } from "./redis-commands.js";
import { openRedisRig } from "./redis-rig.fixture.js";
import { redisMissing, testRedisOptions } from "./test-redis.js";

/** Commands of a server that says this of itself. */
const serverOf = (info: string): RedisCommands => ({ run: async () => info }) as unknown as RedisCommands;

it.each(["6.2.14", "5.0.7"])("refuses Redis %s, and names what is needed", async (version) => {
  await expect(checkVersion(serverOf(`# Server\r\nredis_version:${version}\r\n`))).rejects.toMatchObject({
    code: "UNSUPPORTED",
    message: expect.stringMatching(new RegExp(`${version}.*7\\.0 or later`)),
  });
});

it.each(["redis_version:7.0.15", "redis_version:8.2.1", "# Server"])("takes %s", async (info) => {
  await expect(checkVersion(serverOf(info))).resolves.toBeUndefined();
});

describe.skipIf(redisMissing)("the layout of the keys", () => {
  it("is claimed by the first node for a while, and another one is refused with what to do", async () => {
    const { url, prefix } = testRedisOptions();
    const keys = new RedisKeys(prefix);
    const rig = await openRedisRig(url);
    try {
      await claimSchema({ commands: rig.commands, keys }, 60_000);
      await claimSchema({ commands: rig.commands, keys }, 60_000);
      await expect(claimSchema({ commands: rig.commands, keys, fanout: "sharded" }, 60_000)).rejects.toMatchObject({
        code: "CONFLICT",
        message: expect.stringMatching(/another fanout/),
      });
      await rig.client.set(keys.schema, "99", "PX", 60_000);
      await expect(claimSchema({ commands: rig.commands, keys }, 60_000)).rejects.toMatchObject({
        code: "CONFLICT",
        message: expect.stringMatching(/layout 99.*prefix of its own/),
      });
      await rig.client.del(keys.schema);
      await rig.client.hset(keys.schema, "garbage", "garbage");
      await claimSchema({ commands: rig.commands, keys }, 60_000);
      await rig.client.set(keys.schema, "garbage");
      await claimSchema({ commands: rig.commands, keys }, 60_000);
      expect(await rig.client.pttl(keys.schema)).toBeGreaterThan(0);
    } finally {
      rig.close();
    }
  });
});

const addresses = [{ host: "127.0.0.1", port: 7000 }];

it("takes one place of Redis, or none for the usual one", () => {
  for (const place of [{}, { url: "redis://a" }, { cluster: addresses }, { sentinel: { name: "main", addresses } }]) {
    expect(() => checkPlace(place)).not.toThrow();
  }
});

it("refuses several places, and lists without an address", () => {
  const wrong = [
    { url: "redis://a", cluster: addresses },
    { cluster: addresses, sentinel: { name: "main", addresses } },
    { cluster: [] },
    { sentinel: { name: "main", addresses: [] } },
  ];
  for (const place of wrong) expect(() => checkPlace(place)).toThrow(/redis\(\)/);
});
