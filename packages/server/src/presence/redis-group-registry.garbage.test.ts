import { beforeEach, describe, expect, it } from "vitest";
import { redisMissing } from "../redis/test-redis.js";
import { type TestStore, testStore } from "../redis/test-store.fixture.js";
import type { PresenceChange, RegistryAnswer, SessionEntry } from "./group-registry.js";
import { entry, written } from "./group-registry.suite.js";
import { RedisGroupRegistry } from "./redis-group-registry.js";

const FAR = "9".repeat(16);

describe.skipIf(redisMissing)("garbage in the keys of a group", () => {
  const makeStore = testStore();
  let store: TestStore;
  let nodes: readonly Node[];

  /** A node that says everything anew when it is told that something else is there, as `GroupShare` does. */
  class Node {
    readonly registry: RedisGroupRegistry;
    readonly #own: SessionEntry[];
    #revision = 0;
    #epoch: string | undefined;
    #presence = true;

    constructor(node: string, ...own: SessionEntry[]) {
      this.registry = new RedisGroupRegistry({ ...store, node, leaseMs: 60_000 });
      this.#own = own;
    }

    /** Renews what it has, with what it enters and takes out; tells what that changed. */
    async write(entered: readonly SessionEntry[] = [], left: readonly SessionEntry[] = []) {
      const options = { presence: this.#presence ? { graceMs: 50, epoch: this.#epoch } : undefined };
      this.#own.push(...entered);
      for (const { session } of left) {
        const at = this.#own.findIndex((each) => each.session === session);
        this.#own.splice(at, 1);
      }
      const basis = this.#revision++;
      const common = { revision: this.#revision, left };
      let answer: RegistryAnswer = await this.registry.write(
        "g",
        { type: "change", basis, entered, ...common },
        options,
      );
      if (answer.type === "differs") {
        const all = this.#own.map((each) => ({ ...each, fresh: entered.includes(each) }));
        answer = await this.registry.write(
          "g",
          { type: "replace", entered: all, afterClear: false, ...common },
          options,
        );
      }
      const { epoch, changes } = written(answer);
      this.#epoch = epoch;
      return changes;
    }
  }

  beforeEach(async () => {
    store = makeStore();
    nodes = [new Node("a"), new Node("b")];
    await nodes[0]?.write([entry("s1", "ann", "1"), entry("s2", "bob", "2")]);
    await nodes[1]?.write([entry("s3", "ann", "1"), entry("s4")]);
  });

  const sessions = async (): Promise<string> =>
    ((await nodes[0]?.registry.sessions("g")) ?? [])
      .map(({ session, uid = "-", node }) => session + uid + node)
      .sort()
      .join();
  const present = async (): Promise<string> =>
    ((await nodes[0]?.registry.present("g")) ?? [])
      .map(({ uid, info }) => uid + info)
      .sort()
      .join();

  /** All nodes renew what they have, twice; tells what that changed. */
  async function renew(): Promise<readonly PresenceChange[]> {
    const changes: PresenceChange[] = [];
    for (const node of [...nodes, ...nodes]) changes.push(...(await node.write()));
    return changes;
  }

  async function expectRight(): Promise<void> {
    expect(await sessions()).toBe("s1anna,s2boba,s3annb,s4-b");
    expect(await present()).toBe("ann1,bob2");
    // The books are right too: each leaves with the last session, and only then.
    await nodes[1]?.write([], [entry("s3", "ann")]);
    await nodes[0]?.write([], [entry("s2", "bob")]);
    const changes: PresenceChange[] = [];
    await store.pass(60);
    for (let n = 0; n < 2; n++) changes.push(...((await nodes[0]?.write()) ?? []));
    expect(changes).toEqual([{ type: "left", uid: "bob" }]);
    expect(await present()).toBe("ann1");
    const { client, keys } = store;
    for (const key of await client.keys(`${keys.prefix}*`)) expect(await client.pttl(key)).toBeGreaterThan(0);
  }

  const KEYS = ["groupNodes", "groupSessions", "groupPresence", "groupLeaving"] as const;

  describe.each(KEYS)("%s", (name) => {
    it.each(["string", "list"])("as a %s is put right by the next renewals", async (type) => {
      const { client, keys } = store;
      const key = keys[name]("g");
      await client.del(key);
      if (type === "string") await client.set(key, "garbage");
      if (type === "list") await client.rpush(key, "garbage");
      expect(await renew()).toEqual([]);
      await expectRight();
    });

    it.each(["string", "hash"])("as a %s with garbage alone lets nobody fail who reads it", async (type) => {
      const { client, keys } = store;
      const key = keys[name]("g");
      await client.del(key);
      if (type === "string") await client.set(key, "garbage");
      else await client.hset(key, "garbage", "garbage");
      await Promise.all([sessions(), present()]);
      expect(await renew()).toEqual([]);
      await expectRight();
    });
  });

  it.each([
    ["no number", "x"],
    ["nothing", ""],
    ["an end that isn't one", "7 soon"],
    ["an end that never comes", `7 ${FAR}`],
  ])("a share with %s is dropped, its node's or that of nobody", async (_, text) => {
    const { client, keys } = store;
    const shares = keys.groupNodes("g");
    await client.hset(shares, { b: text, nobody: text, "": text });
    expect(await renew()).toEqual([]);
    expect((await client.hkeys(shares)).sort()).toEqual(["a", "b"]);
    await expectRight();
  });

  it.each(["garbage", "", " ", "nobody ann"])("a session that says %j is dropped and said anew", async (text) => {
    const { client, keys } = store;
    await client.hset(keys.groupSessions("g"), { s3: text, x: text });
    await client.hset(keys.groupNodes("g"), "c", "x");
    await sessions();
    expect(await renew()).toEqual([]);
    await expectRight();
  });

  it.each(["garbage", "", "[]", "null", "5", '{"s":5,"i":""}', '{"s":{},"i":{}}', "[".repeat(2_000)])(
    "a user of whom is said %j keeps its place until that is said anew",
    async (text) => {
      const { client, keys } = store;
      await client.hset(keys.groupPresence("g"), { ann: text, nobody: text });
      await present();
      expect((await renew()).filter(({ uid }) => uid !== "nobody")).toEqual([]);
      await store.pass(60);
      await client.zadd(keys.groupLeaving("g"), "XX", 1, "nobody");
      await nodes[0]?.write();
      await expectRight();
    },
  );

  it("a user of whom nonsense is said may come, be updated and go", async () => {
    const { client, keys } = store;
    for (const text of ["garbage", '{"s":{"x":1e999},"i":""}']) {
      await client.hset(keys.groupPresence("g"), { ann: text, bob: text });
      await nodes[0]?.write([entry("s5", "ann", "3")], [entry("s2", "bob")]);
      await nodes[0]?.write([entry("s2", "bob", "2")], [entry("s5", "ann")]);
    }
    await renew();
    expect(await sessions()).toBe("s1anna,s2boba,s3annb,s4-b");
    expect(await present()).toMatch(/^ann[13],bob2$/);
  });

  it("who is there isn't said to leave by who isn't known, or has sessions", async () => {
    const { client, keys } = store;
    await client.zadd(keys.groupLeaving("g"), 1, "ann", "inf", "bob");
    expect(await renew()).toEqual([]);
    await expectRight();
  });

  it("users who are missing altogether are said anew, and nobody is told", async () => {
    await store.client.del(store.keys.groupPresence("g"));
    expect(await renew()).toEqual([]);
    await expectRight();
  });

  it("users leave although nothing is known of their sessions any more", async () => {
    await store.client.del(store.keys.groupSessions("g"));
    await nodes[0]?.write([], [entry("s2", "bob")]);
    await store.pass(60);
    expect(await renew()).toEqual([{ type: "left", uid: "bob" }]);
  });

  it("another epoch is learnt, and nothing is told for it", async () => {
    await store.client.hset(store.keys.groupPresence("g"), "", "garbage");
    expect(await renew()).toEqual([]);
    await expectRight();
  });
});
