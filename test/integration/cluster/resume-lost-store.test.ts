import { Redis } from "ioredis";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { startBalancer } from "../../support/cluster/balancer.js";
import { startPlayer } from "../../support/cluster/player.js";
import { startCluster } from "../../support/cluster/start-cluster.js";
import type { ClusterProcess } from "../../support/cluster/start-node.js";
import { until } from "../../support/until.js";

const redisUrl = inject("redisUrl");
const url = redisUrl ?? "";
const NOWHERE = "http://127.0.0.1:1";
const GRACE_MS = 60_000;

/** A player who is away, and whose session was stored by its node for the last time, but is no longer there. */
async function startForgotten() {
  const cluster = await startCluster(url, { frontends: 2, backends: 1 }, { graceMs: GRACE_MS });
  const [a, b] = cluster.frontends as readonly [ClusterProcess, ClusterProcess];
  const balancer = await startBalancer(a.url);
  onTestFinished(async () => {
    await cluster[Symbol.asyncDispose]();
    await balancer[Symbol.asyncDispose]();
  });
  const player = await startPlayer(balancer);
  const before = await player.client.request("room.kept");
  const redis = new Redis(url);
  onTestFinished(() => redis.disconnect());
  const key = `${cluster.common.prefix}:{s:${before.session}}:resume`;
  balancer.lead(NOWHERE);
  balancer.cut();
  // Its node tells that it waits from now on; next it says something a third of the lease later.
  await until(async () => (await redis.pttl(key)) <= GRACE_MS, "it is stored that she is away");
  return { a, b, balancer, before, ...player, lose: () => redis.del(key) };
}

describe.skipIf(redisUrl === null)("a session that Redis lost", { timeout: 120_000 }, () => {
  it("goes on on another node at once, as its own still has it", async () => {
    const { b, balancer, before, client, ready, lose } = await startForgotten();
    expect(await lose()).toBe(1);
    balancer.lead(b.url);
    await until(() => ready.length === 2, "she is back", 30_000);
    expect(ready).toEqual([false, true]);
    expect(await client.request("room.kept")).toEqual(before);
  });

  it("isn't given up while its node doesn't answer: the client waits", async () => {
    const { a, b, balancer, before, client, ready, lose } = await startForgotten();
    await lose();
    a.process.kill("SIGSTOP");
    balancer.lead(b.url);
    const isBusy = () => client.status.state === "waiting" && client.status.cause.code === "BUSY";
    await until(isBusy, "she waits", 30_000);
    a.process.kill("SIGCONT");
    await until(() => ready.length === 2, "she is back", 30_000);
    expect(ready).toEqual([false, true]);
    expect(await client.request("room.kept")).toEqual(before);
  });

  it("is over when its node was killed: then nobody has it", async () => {
    const { a, b, balancer, client, ready, lose } = await startForgotten();
    await lose();
    await a.kill();
    balancer.lead(b.url);
    await until(() => ready.length === 2, "she is back, once it is known that the node is gone", 60_000);
    expect(ready).toEqual([false, "expired"]);
    expect(client.status).toMatchObject({ resumed: false });
  });
});
