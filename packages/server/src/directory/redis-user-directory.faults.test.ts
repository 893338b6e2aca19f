import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RedisServer, startRedis } from "../../../../test/support/redis-server.js";
import { until } from "../../../../test/support/until.js";
import { RedisKeys } from "../redis/keys.js";
import { openRedisRig, type RedisRig } from "../redis/redis-rig.fixture.js";
import { redisMissing } from "../redis/test-redis.js";
import { DirectoryRig, of } from "./directory-rig.fixture.js";
import { RedisSessionStore } from "./redis-session-store.js";

const unavailable = { code: "UNAVAILABLE" };

describe.skipIf(redisMissing)("the user directory when Redis has faults", { timeout: 60_000 }, () => {
  const keys = new RedisKeys();
  let server: RedisServer;
  let redis: RedisRig;
  let rig: DirectoryRig;
  beforeEach(async () => {
    server = await startRedis();
    redis = await openRedisRig(server.url);
    rig = new DirectoryRig({
      connect: () => new RedisSessionStore({ commands: redis.commands, keys }),
      pass: (ms) => redis.pass(ms),
    });
  });
  afterEach(async () => {
    await rig.close();
    redis.close();
    await server.stop();
  });

  /** Two nodes with a session each, of which the second replaced the first without telling. */
  async function pair() {
    const [a, b] = [rig.node("a"), rig.node("b")];
    await a.directory.bind(of("s1"), "all");
    await a.directory.bind(of("s1", "bob"), "none");
    await b.directory.bind(of("s2"), "all");
    return { a, b };
  }

  it("goes on when Redis forgot the scripts", async () => {
    const { a, b } = await pair();
    await redis.client.script("FLUSH");
    await Promise.all([a.directory.bind(of("s3", "cleo"), "all"), b.directory.bind(of("s4", "cleo"), "all")]);
    await redis.client.script("FLUSH");
    await a.renew();
    expect(await b.sees()).toBe("s2@b");
    await redis.client.script("FLUSH");
    expect(["s3@a", "s4@b"]).toContain(await a.sees("cleo"));
    await a.directory.unbind(of("s1", "bob"));
    expect(await b.sees("bob")).toBe("");
  });

  it("has everything again after Redis lost it, and keeps to the newest session", async () => {
    const { a, b } = await pair();
    await redis.client.flushall();
    await a.renew();
    expect(await b.sees()).toBe("s1@a");
    await b.renew();
    await a.renew();
    expect([await b.sees(), await b.sees("bob")]).toEqual(["s2@b", "s1@a"]);
    expect(a.replaced).toEqual([of("s1")]);
    expect(b.replaced).toEqual([]);
  });

  it("fails typed while Redis is stopped, and is right again when an empty one is back", async () => {
    const { a, b } = await pair();
    await server.stop();
    await until(() => !redis.commands.open, "the connection is lost");
    const calls = Array.from({ length: 5_000 }, (_, n) => a.directory.bind(of(`s${n}`, `u${n}`), "all"));
    const results = await Promise.allSettled([...calls, b.directory.unbind(of("s2")), a.directory.lookup(["ann"])]);
    for (const each of results) expect(each).toMatchObject({ status: "rejected", reason: unavailable });
    await a.renew();
    server = await startRedis({ port: server.port });
    await until(() => redis.commands.open, "the connection is back");
    await a.clock.advance(1_000);
    await b.renew();
    await until(() => a.logger.lines.at(-1)?.level === "info", "a could write again");
    expect([await b.sees(), await b.sees("bob"), await b.sees("u7")]).toEqual(["s1@a", "s1@a", ""]);
  });

  it("takes out what a frozen Redis did after we had given it up", async () => {
    const { a, b } = await pair();
    server.process.kill("SIGSTOP");
    const calls = Array.from({ length: 300 }, (_, n) => a.directory.bind(of(`s${n}`, `u${n}`), "all"));
    for (const each of await Promise.allSettled(calls)) expect(each).toMatchObject({ reason: unavailable });
    server.process.kill("SIGCONT");
    await until(() => redis.commands.open, "a command is tried again");
    await redis.commands.run((client) => client.ping());
    expect(await b.sees("u7")).toBe("s7@a");
    await a.renew();
    const uids = Array.from({ length: 300 }, (_, n) => `u${n}`);
    expect((await b.directory.lookup(uids)).flat()).toEqual([]);
    expect(await b.sees("bob")).toBe("s1@a");
  });

  it("renews, looks up and takes out when Redis' memory is full, and enters nobody", async () => {
    const { a, b } = await pair();
    await redis.client.config("SET", "maxmemory", "1");
    await expect(a.directory.bind(of("s9", "cleo"), "none")).rejects.toMatchObject(unavailable);
    await a.renew();
    expect(a.replaced).toEqual([of("s1")]);
    expect(await a.directory.unbind(of("s1", "bob"))).toEqual({ last: true });
    expect([await b.sees(), await b.sees("bob")]).toEqual(["s2@b", ""]);
    expect(a.logger.lines).toEqual([]);
  });

  it("takes garbage out, and gives no fence that can't be counted on", async () => {
    const { a, b } = await pair();
    const key = keys.userSessions("ann");
    const later = Date.now() + 60_000;
    const garbage = { x: "", y: "{}", z: `${later} 99999999999999999999 all 1 n t`, w: `${later} 1 none 1 n` };
    await redis.client.hset(key, { ...garbage, "s p": `${later} 1 none 1 n t`, v: `${later}000 1 none 1 n t` });
    expect(await b.sees()).toBe("s2@b");
    expect((await b.directory.bind(of("s3"), "all")).fence).toBeLessThan(Number.MAX_SAFE_INTEGER - 1_000);
    expect(await redis.client.hkeys(key)).toEqual(["s3"]);
    await redis.client.set(keys.userSessions("bob"), "a string");
    expect(await b.sees("bob")).toBe("");
    await a.renew();
    expect(await b.sees("bob")).toBe("s1@a");
  });

  it("gives higher fences also after Redis' clock went back and the key was gone", async () => {
    const { a } = await pair();
    const [later, fence] = [Date.now() + 60_000, (Date.now() + 3_600_000) * 1_000];
    await redis.client.hset(keys.userSessions("cleo"), "s0", `${later} ${fence} none 1 a web`);
    const first = await a.directory.bind(of("s1", "cleo"), "all");
    expect(first.fence).toBe(fence + 1);
    await redis.client.flushall();
    expect((await a.directory.bind(of("s2", "cleo"), "all")).fence).toBe(fence + 2);
  });

  it("keeps to the others when the entry of one user can't be written", async () => {
    const { a, b } = await pair();
    for (let n = 0; n < 200; n++) await a.directory.bind(of(`s${n}`, `u${n}`), "none");
    await redis.client.flushall();
    a.store.refuse("ann");
    await a.renew();
    await until(() => a.store.running === 0, "all are renewed");
    expect([await b.sees(), await b.sees("bob"), await b.sees("u199")]).toEqual(["", "s1@a", "s199@a"]);
  });

  it("leaves no key behind", async () => {
    const [a, b] = [rig.node("a", { leaseMs: 400 }), rig.node("b", { leaseMs: 400 })];
    const bound = Array.from({ length: 200 }, (_, n) => of(`s${n}`, `u${n % 50}`));
    await Promise.all(bound.map((each, n) => (n % 3 === 0 ? a : b).directory.bind(each, "none")));
    expect(await redis.client.dbsize()).toBeGreaterThan(0);
    await a.directory.close();
    await b.directory.abandon();
    expect(await redis.client.dbsize()).toBeGreaterThan(0);
    // Redis takes its time with keys that nobody asks for.
    while ((await redis.client.dbsize()) > 0) await redis.pass(20);
  });
});
