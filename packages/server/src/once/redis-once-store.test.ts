import { describe, expect, it } from "vitest";
import { redisMissing } from "../redis/test-redis.js";
import { testStore } from "../redis/test-store.fixture.js";
import { describeOnceStore } from "./once-store.suite.js";
import { RedisOnceStore } from "./redis-once-store.js";

const LONG = { ttlMs: 60_000 };
const claim = { node: "node", run: "run", request: "buy" };

describe.skipIf(redisMissing)("in Redis", () => {
  const makeStore = testStore();

  async function start() {
    const made = makeStore();
    const store = new RedisOnceStore(made);
    await store.look();
    return { ...made, store };
  }

  describeOnceStore(async () => {
    const { store, pass, size } = await start();
    // The memory's name is a key, too.
    return { store, pass, size: async () => (await size()) - 1 };
  });

  it("has another name when its data is gone, and claims nothing again then", async () => {
    const { store, lose } = await start();
    const { memory } = store;
    await lose();
    expect(await store.claim("k", claim, { ...LONG, memory })).toBe("forgotten");
    expect(store.memory).not.toBe(memory);
  });

  it("has one name for all nodes, which tells nothing of Redis' own ids", async () => {
    const { store, commands, keys, client } = await start();
    const other = new RedisOnceStore({ commands, keys });
    await other.look();
    expect(other.memory).toBe(store.memory);
    const [, id = "?"] = /master_replid:(\w+)/.exec(await client.info("replication")) ?? [];
    expect(store.memory).not.toContain(id.slice(0, 8));
  });

  it("claims nothing again in another Redis than the one it looked at", async () => {
    const { store, commands, keys, client } = await start();
    const [, id = ""] = /master_replid:(\w+)/.exec(await client.info("replication")) ?? [];
    // As if a failover came between the look and the claim.
    const behind: Pick<typeof commands, "run" | "script"> = {
      run: (command) => commands.run(command),
      script: (script, ...args) => commands.script(script, ...args.map((arg) => (arg === id ? "f".repeat(40) : arg))),
    };
    const late = new RedisOnceStore({ commands: behind as typeof commands, keys });
    expect(await late.claim("k", claim, { ...LONG, memory: store.memory })).toBe("forgotten");
    expect(await store.claim("k", claim, { ...LONG, memory: store.memory })).toBe("claimed");
  });

  it("reads what is no record as a run of which nothing is known", async () => {
    const { store, client, keys } = await start();
    await client.set(keys.once("k"), "nonsense");
    expect(await store.read("k")).toMatchObject({ status: "unknown" });
    expect(await store.claim("k", claim, LONG)).toBe("taken");
  });
});
