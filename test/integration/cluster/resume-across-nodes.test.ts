import { encodeGoodbye, encodeJson, encodePing, type Hello } from "@volley/protocol/internal";
import { Redis } from "ioredis";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { startBalancer } from "../../support/cluster/balancer.js";
import { startPlayer } from "../../support/cluster/player.js";
import { type ProcessCluster, startCluster } from "../../support/cluster/start-cluster.js";
import type { ClusterProcess } from "../../support/cluster/start-node.js";
import { RawClient } from "../../support/raw-client.js";
import { startRedis } from "../../support/redis-server.js";
import { until } from "../../support/until.js";

const redisUrl = inject("redisUrl");
const url = redisUrl ?? "";
const counts = { frontends: 2, backends: 1 };
const nodes = ({ frontends }: ProcessCluster) => frontends as readonly [ClusterProcess, ClusterProcess];

interface RawWelcome {
  readonly session: string;
  readonly resumed?: unknown;
  readonly resume: { readonly token: string };
}

const welcomeOf = (client: RawClient) => client.json("welcome") as RawWelcome;
const goOn = ({ session, resume }: RawWelcome): Partial<Hello> => ({
  resume: { session, token: resume.token, mode: "takeover", positions: [] },
});

/** Comes to a node; in a hello the token says who somebody is. */
async function join(node: ClusterProcess, hello: Partial<Hello> = {}): Promise<RawClient> {
  const client = new RawClient(node.url);
  onTestFinished(() => client.terminate());
  return client.join({ token: "ann", client: "raw", ...hello });
}

/** Says something, which proves that the welcome came. */
async function confirm(client: RawClient): Promise<void> {
  client.send(encodePing(1));
  await client.until(() => client.frames.some(({ kind }) => kind === "pong"));
}

const sessionsOf = async (cluster: ProcessCluster): Promise<number> => {
  const stats = await Promise.all(nodes(cluster).map((node) => node.stats()));
  return stats.reduce((sum, { sessions }) => sum + sessions, 0);
};

describe.skipIf(redisUrl === null)("a session that goes from node to node", { timeout: 120_000 }, () => {
  it("ends on whichever node it is when a used-up token is presented on another", async () => {
    await using cluster = await startCluster(url, counts);
    const [a, b] = nodes(cluster);
    const first = await join(a);
    const second = await join(b, goOn(welcomeOf(first)));
    expect(welcomeOf(second)).toMatchObject({ session: welcomeOf(first).session, resumed: true });
    await confirm(second);
    const stolen = goOn(welcomeOf(first));
    // That is stored a moment later.
    const redis = new Redis(url);
    onTestFinished(() => redis.disconnect());
    const key = `${cluster.common.prefix}:{s:${welcomeOf(first).session}}:resume`;
    await until(async () => (await redis.hexists(key, "burned")) === 1, "the token is used up");
    const thief = await join(a, stolen);
    expect(welcomeOf(thief).resumed).toBe("revoked");
    expect(welcomeOf(thief).session).not.toBe(welcomeOf(first).session);
    await second.untilClosed();
    expect(second.json("goodbye")).toMatchObject({ reason: "expired" });
    expect((await b.stats()).heard).toContain(`close ${welcomeOf(first).session} expired`);
    expect(welcomeOf(await join(b, goOn(welcomeOf(second)))).resumed).toBe("revoked");
  });

  it("isn't another user's on another node either, and stays its owner's", async () => {
    await using cluster = await startCluster(url, counts);
    const [a, b] = nodes(cluster);
    const first = await join(a);
    const other = await join(b, { ...goOn(welcomeOf(first)), token: "bob" });
    expect(welcomeOf(other).resumed).toBe("identity");
    expect(welcomeOf(other).session).not.toBe(welcomeOf(first).session);
    const own = await join(b, goOn(welcomeOf(first)));
    expect(welcomeOf(own)).toMatchObject({ session: welcomeOf(first).session, resumed: true });
  });

  it("has one connection when two come at once on two nodes", async () => {
    await using cluster = await startCluster(url, counts);
    for (let n = 0; n < 10; n++) {
      const first = await join(nodes(cluster)[n % 2 === 0 ? 0 : 1], { token: `u${n}` });
      const hello = { ...goOn(welcomeOf(first)), token: `u${n}` };
      const pair = nodes(cluster).map((node) => new RawClient(node.url));
      for (const each of pair) void each.join({ client: "raw", ...hello }).catch(() => undefined);
      const open = () => [first, ...pair].filter((client) => !client.closed);
      await until(() => open().length === 1, "one connection is left");
      const [winner] = open();
      await winner?.until(() => welcomeOf(winner) !== undefined);
      expect(winner && welcomeOf(winner)).toMatchObject({ session: welcomeOf(first).session, resumed: true });
      await until(async () => (await sessionsOf(cluster)) === 1, "one session is left");
      expect(open()).toEqual([winner]);
      winner?.send(encodeGoodbye(encodeJson({ reason: "client" })));
      await until(async () => (await sessionsOf(cluster)) === 0, "it has ended");
    }
  });

  it("is a new one for who comes back too late; of a killed node nobody runs onSessionClose", async () => {
    await using cluster = await startCluster(url, counts, { leaseMs: 1_000, graceMs: 1_000 });
    const [a, b] = nodes(cluster);
    await using balancer = await startBalancer(a.url);
    const { client, ready } = await startPlayer(balancer);
    const { session } = await client.request("room.kept");
    await a.kill();
    const redis = new Redis(url);
    onTestFinished(() => redis.disconnect());
    const isKept = () => redis.exists(`${cluster.common.prefix}:{s:${session}}:resume`);
    await until(async () => (await isKept()) === 0, "her time is over", 30_000);
    await cluster.know(2, [b]);
    balancer.lead(b.url);
    await until(() => ready.length === 2, "she is back", 30_000);
    expect(ready).toEqual([false, "expired"]);
    expect((await client.request("room.kept")).session).not.toBe(session);
    expect((await b.stats()).heard).toEqual(["open ann"]);
  });

  it("is one however often it moves, and leaves nothing behind that stays", async () => {
    const server = await startRedis();
    onTestFinished(() => server.stop());
    await using cluster = await startCluster(server.url, counts, { leaseMs: 1_000, graceMs: 15_000 });
    const redis = new Redis(server.url);
    onTestFinished(() => redis.disconnect());
    const baseline = new Set(await redis.keys("*"));
    await using balancer = await startBalancer(nodes(cluster)[0].url);
    const { client, ready } = await startPlayer(balancer);
    const before = await client.request("room.kept");
    for (let n = 1; n <= 100; n++) {
      balancer.lead(nodes(cluster)[n % 2 === 0 ? 0 : 1].url);
      balancer.cut();
      await until(() => ready.length > n, `she is back for the ${n}th time`, 30_000);
    }
    expect(ready.slice(1)).toEqual(Array.from({ length: 100 }, () => true));
    expect(await client.request("room.kept")).toEqual(before);
    await until(async () => (await sessionsOf(cluster)) === 1, "it is on one node");
    const heard = await Promise.all(nodes(cluster).map(async (node) => (await node.stats()).heard));
    expect(heard.flat().filter((each) => !each.startsWith("resumed"))).toEqual(["open ann"]);
    await client.close();
    const added = async () => (await redis.keys("*")).filter((key) => !baseline.has(key));
    await until(async () => !(await added()).some((key) => key.includes("{s:")), "no session is kept", 60_000);
    // The numbers of her streams go on for a while.
    for (const key of await added())
      expect([key, await redis.pttl(key)]).toEqual([key, expect.toSatisfy((ttl: number) => ttl > 0)]);
    expect((await added()).length).toBeLessThanOrEqual(4);
  });
});
