import { describe, expect, inject, it } from "vitest";
import { startCluster } from "../../support/cluster/start-cluster.js";
import { freePort, startRedis } from "../../support/redis-server.js";
import { until } from "../../support/until.js";

const redisUrl = inject("redisUrl");
const LEASE_MS = 3_000;

describe.skipIf(redisUrl === null)("presence in a cluster of processes", { timeout: 120_000 }, () => {
  it("tells once of each user of a killed frontend, and of nobody who was elsewhere too", async () => {
    await using cluster = await startCluster(redisUrl ?? "", { frontends: 3, backends: 1 }, { leaseMs: LEASE_MS });
    const watchers = await Promise.all([1, 2].map((frontend) => cluster.client(`watcher-${frontend}`, frontend)));
    const told = watchers.map((client) => {
      const went: string[] = [];
      client.onPush("hall.went", ({ uid }) => went.push(uid));
      return went;
    });
    const gone = await Promise.all(Array.from({ length: 20 }, (_, n) => cluster.client(`gone-${n}`, 0)));
    const both = [await cluster.client("both", 0), await cluster.client("both", 1)];
    for (const client of [...watchers, ...gone, ...both]) await client.request("room.hall");

    await cluster.frontends[0]?.kill();
    for (const client of [...gone, both[0]]) await client?.close();
    await until(() => told.every(({ length }) => length >= gone.length), "everybody told as gone", 10 * LEASE_MS);
    // One more comes and goes: whatever else there was to tell came before.
    const last = await cluster.client("last", 2);
    await last.request("room.hall");
    await last.close();
    await until(() => told.every((went) => went.includes("last")), "the last one told as gone", 60_000);
    const users = gone.map((_, n) => `gone-${n}`);
    for (const went of told) expect(went.toSorted()).toEqual([...users, "last"].toSorted());
  });

  it("lets users be whom a frontend said goodbye for, if they are back elsewhere in time", async () => {
    await using cluster = await startCluster(redisUrl ?? "", { frontends: 2, backends: 1 }, { leaseMs: LEASE_MS });
    const watcher = await cluster.client("watcher", 1);
    const told: string[] = [];
    watcher.onPush("hall.came", ({ uid }) => told.push(`came ${uid}`));
    watcher.onPush("hall.went", ({ uid }) => told.push(`went ${uid}`));
    const [before, leaving] = [await cluster.client("ann", 0), await cluster.client("bob", 0)];
    for (const client of [watcher, before, leaving]) await client.request("room.hall");
    const after = await cluster.client("ann", 1);
    await after.request("room.hall");
    await cluster.frontends[0]?.kill("SIGTERM");
    for (const client of [before, leaving]) await client.close();
    await until(() => told.includes("went bob"), "who didn't come back told as gone", 60_000);
    expect(told).toEqual(["came watcher", "came ann", "came bob", "went bob"]);
  });

  it("is known again after a Redis that lost everything is back, and tells only what changed meanwhile", async () => {
    const port = await freePort();
    let server = await startRedis({ port });
    try {
      await using cluster = await startCluster(server.url, { frontends: 2, backends: 1 });
      const watcher = await cluster.client("watcher", 1);
      const told: string[] = [];
      watcher.onPush("hall.came", ({ uid }) => told.push(`came ${uid}`));
      watcher.onPush("hall.went", ({ uid }) => told.push(`went ${uid}`));
      const [stays, leaves] = [await cluster.client("stays", 0), await cluster.client("leaves", 0)];
      for (const client of [watcher, stays, leaves]) await client.request("room.hall");
      await server.stop();
      await leaves.close();
      server = await startRedis({ port });
      await until(() => told.includes("went leaves"), "who left meanwhile told as gone", 60_000);
      const comes = await cluster.client("comes", 0);
      await until(async () => (await comes.request("room.hall").result()).ok, "joining works again", 60_000);
      await until(() => told.includes("came comes"), "who comes told", 60_000);
      await stays.close();
      await until(() => told.includes("went stays"), "who leaves later told as gone", 60_000);
      expect(told.slice(3)).toEqual(["went leaves", "came comes", "went stays"]);
    } finally {
      await server.stop();
    }
  });
});
