import { describe, expect, inject, it } from "vitest";
import { startBalancer } from "../../support/cluster/balancer.js";
import { startPlayer } from "../../support/cluster/player.js";
import { startCluster } from "../../support/cluster/start-cluster.js";
import type { ClusterProcess } from "../../support/cluster/start-node.js";
import { until } from "../../support/until.js";

const redisUrl = inject("redisUrl");

describe.skipIf(redisUrl === null)("a backend that wants to know when sessions end", { timeout: 120_000 }, () => {
  it("hears of those that end with their node, and not of one that goes on on another until that has ended", async () => {
    const options = { leaseMs: 3_000, graceMs: 15_000 };
    await using cluster = await startCluster(redisUrl ?? "", { frontends: 2, backends: 1 }, options);
    const [a, b] = cluster.frontends as readonly [ClusterProcess, ClusterProcess];
    const [backend] = cluster.backends;
    await using balancer = await startBalancer(a.url);
    const { client, ready } = await startPlayer(balancer);
    const leaver = await cluster.client("leaver", 0);
    for (const each of [client, leaver]) await each.request("room.watch");
    const gone = async () => ((await backend?.stats())?.heard ?? []).filter((each) => each.startsWith("gone"));

    balancer.lead(b.url);
    await a.kill();
    await until(() => ready.length === 2, "she is back", 30_000);
    expect(ready).toEqual([false, true]);
    // He doesn't come back.
    await until(async () => (await gone()).length > 0, "one has ended", 60_000);
    expect(await gone()).toEqual(["gone leaver network"]);
    await client.close();
    await until(async () => (await gone()).length > 1, "the other has ended", 60_000);
    expect(await gone()).toEqual(["gone leaver network", "gone ann client"]);
  });

  it("hears of one that left its node for another while both live, however often, when it ends at last", async () => {
    await using cluster = await startCluster(redisUrl ?? "", { frontends: 2, backends: 1 });
    const [a, b] = cluster.frontends as readonly [ClusterProcess, ClusterProcess];
    const [backend] = cluster.backends;
    await using balancer = await startBalancer(a.url);
    const { client, ready } = await startPlayer(balancer);
    await client.request("room.watch");
    const gone = async () => ((await backend?.stats())?.heard ?? []).filter((each) => each.startsWith("gone"));

    for (const [moves, next] of [b, a, b].entries()) {
      balancer.lead(next.url);
      balancer.cut();
      await until(() => ready.length === moves + 2, "she is back", 30_000);
    }
    expect(ready).toEqual([false, true, true, true]);
    expect(await gone()).toEqual([]);
    // The backend hears nothing of her meanwhile.
    await client.close();
    await until(async () => (await gone()).length > 0, "she has ended", 60_000);
    // Why, it can only hear if it had found her last node by then.
    expect(await gone()).toEqual([expect.stringMatching(/^gone ann (client|network)$/)]);
  });
});
