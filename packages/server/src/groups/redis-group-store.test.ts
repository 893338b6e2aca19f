import { describe, expect, it } from "vitest";
import type { RedisCommands } from "../redis/redis-commands.js";
import type { Script } from "../redis/script.js";
import { redisMissing } from "../redis/test-redis.js";
import { testStore } from "../redis/test-store.fixture.js";
import { ADD_TO_GROUP } from "./group-scripts.js";
import { describeGroupStore, LONG } from "./group-store.suite.js";
import { RedisGroupStore } from "./redis-group-store.js";
import { ENTER, UserIndex } from "./user-index.js";

describe.skipIf(redisMissing)("in Redis", () => {
  const makeStore = testStore();

  describeGroupStore(() => {
    const { client, commands, keys, pass, size } = makeStore();
    const runOut = async (group: string): Promise<void> => {
      await client.pexpire(keys.group(group), 1);
      await pass(2);
    };
    return { store: () => new RedisGroupStore({ commands, keys }), pass, runOut, size };
  });

  describe("while a user is being added", () => {
    /** A store, and what happens just before it runs a script for the n-th time. */
    function interrupted(script: Script, n: number, happen: (other: RedisGroupStore) => Promise<void>) {
      const made = makeStore();
      const other = new RedisGroupStore(made);
      let runs = 0;
      const commands: Pick<RedisCommands, "run" | "script"> = {
        run: (command) => made.commands.run(command),
        script: async (...args: Parameters<RedisCommands["script"]>) => {
          if (args[0] === script && ++runs === n) await happen(other);
          return made.commands.script(...args);
        },
      };
      return { ...made, other, store: new RedisGroupStore({ ...made, commands: commands as RedisCommands }) };
    }

    it("the group may be made anew with a time", async () => {
      const { client, keys, other, store } = interrupted(ADD_TO_GROUP, 1, async () => {
        await other.delete("g");
        await other.create("g", { ttlMs: LONG });
      });
      await other.create("g", {});
      await store.add("g", "ann");
      expect(await client.pttl(keys.userGroups("ann"))).toBeGreaterThan(2 * LONG);
    });

    it("somebody may strike the index who saw no member yet", async () => {
      const { commands, keys, other, store } = interrupted(ENTER, 2, async () => {
        const index = new UserIndex({ commands, keys });
        await index.strike("ann", "g", (await index.read("ann"))["g"] ?? "");
      });
      await other.create("g", {});
      await store.add("g", "ann");
      expect(await other.groupsOf("ann")).toHaveLength(1);
    });

    it("somebody may remove the user again: nothing stays behind", async () => {
      const { other, size, store } = interrupted(ENTER, 2, () => other.remove("g", "ann"));
      await other.create("g", {});
      await store.add("g", "ann");
      expect(await size()).toBe(1);
    });
  });

  it("a removed user leaves nothing behind", async () => {
    const { size, ...parts } = makeStore();
    const store = new RedisGroupStore(parts);
    await store.create("g", {});
    await store.add("g", "ann");
    await store.remove("g", "ann");
    expect(await size()).toBe(1);
  });

  it("users' indexes are written again before renewals make a group outlive them", async () => {
    const { client, commands, keys } = makeStore();
    const [store, index] = [new RedisGroupStore({ commands, keys }), new UserIndex({ commands, keys })];
    const left = (): Promise<number> => client.pttl(keys.userGroups("ann"));
    await store.create("g", { ttlMs: LONG });
    await store.add("g", "ann");
    expect(await left()).toBeGreaterThan(2 * LONG);
    const [, covered] = ((await client.hget(keys.group("g"), "")) ?? "").split(" ");
    expect(Number(covered)).toBeGreaterThan(Date.now());
    // As if two minutes had passed, with renewals in between.
    await index.enter("ann", "g", LONG);
    await store.renew("g");
    expect(await left()).toBeLessThanOrEqual(LONG);
    await client.hset(keys.group("g"), "", `${LONG} 1`);
    await store.renew("g");
    expect(await left()).toBeGreaterThan(2 * LONG);
    await index.enter("ann", "g", LONG);
    await store.renew("g");
    expect(await left()).toBeLessThanOrEqual(LONG);
  });

  it("an index that names too much is corrected when it is read", async () => {
    const { commands, keys, size } = makeStore();
    const [store, index] = [new RedisGroupStore({ commands, keys }), new UserIndex({ commands, keys })];
    await index.enter("ann", "never", 0);
    expect(await store.groupsOf("ann")).toEqual([]);
    expect(await size()).toBe(0);
  });

  it("an entry that was made anew isn't struck by who read the old one", async () => {
    const { commands, keys } = makeStore();
    const index = new UserIndex({ commands, keys });
    await index.enter("ann", "g", 0);
    const { g: old = "" } = await index.read("ann");
    await index.enter("ann", "g", 0);
    await index.strike("ann", "g", old);
    expect(Object.keys(await index.read("ann"))).toEqual(["g"]);
  });

  it("an index ends with its last entry, and never while one is for ever", async () => {
    const { client, commands, keys } = makeStore();
    const index = new UserIndex({ commands, keys });
    const left = (): Promise<number> => client.pttl(keys.userGroups("ann"));
    await index.enter("ann", "long", 60_000);
    await index.enter("ann", "short", 1_000);
    expect(await left()).toBeGreaterThan(1_000);
    await index.enter("ann", "endless", 0);
    expect(await left()).toBe(-1);
    await index.strike("ann", "endless", (await index.read("ann"))["endless"] ?? "");
    expect(await left()).toBeGreaterThan(1_000);
  });
});
