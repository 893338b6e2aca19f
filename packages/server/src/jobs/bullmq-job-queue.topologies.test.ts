import { createSystemClock, systemError } from "@volley/protocol/internal";
import { afterEach, describe, expect, it } from "vitest";
import { startRedisCluster } from "../../../../test/support/redis-cluster.js";
import { startSentinel } from "../../../../test/support/redis-sentinel.js";
import { until } from "../../../../test/support/until.js";
import type { RedisOptions } from "../redis/redis-options.js";
import { openRedisRig } from "../redis/redis-rig.fixture.js";
import { redisMissing } from "../redis/test-redis.js";
import { bullmq } from "./bullmq.js";
import { failFirst, JobRig, job } from "./job-rig.fixture.js";

describe.skipIf(redisMissing)("jobs on several Redis", { timeout: 60_000 }, () => {
  let rig: JobRig;
  let stop: () => Promise<void>;
  afterEach(async () => {
    await rig.close();
    await stop();
  });
  const open = (options: RedisOptions): JobRig => {
    const jobs = (rules: object) => bullmq({ ...options, leaseMs: 3_000, ...rules });
    rig = new JobRig({ clock: createSystemClock(), jobs, until });
    return rig;
  };
  const later = systemError("UNAVAILABLE", "later");

  it("are kept in a Redis Cluster, each service in a slot of its own", async () => {
    const cluster = await startRedisCluster();
    stop = () => cluster.stop();
    const [a, b] = [await open({ cluster: cluster.addresses }).node(), await rig.node()];
    const services = Array.from({ length: 6 }, (_, n) => `service${n}`);
    for (const service of services) a.work(failFirst(1, later), service);
    for (const service of services) await b.queue.add(service, job(service, { keyed: true, delayMs: 10, attempts: 2 }));
    await rig.untilStarted(12);
    expect(rig.started.split(" ").sort()).toEqual([...services, ...services].sort());
    await a.queue.drain();
    expect(await b.queue.listDead("service0", 10)).toEqual([]);
  });

  it("go on after a Sentinel made another Redis the master", async () => {
    const servers = await startSentinel();
    stop = () => servers.stop();
    const replica = await openRedisRig(servers.replica.url);
    const hasCopy = async (): Promise<boolean> =>
      (await replica.client.exists("volley:{j:bank}:bank:job-before")) === 1;
    const node = await open({ sentinel: servers.sentinel }).node();
    node.work(failFirst(1, later));
    await node.queue.add("bank", job("before", { delayMs: 10_000 }));
    await until(hasCopy, "the replica has it").finally(() => replica.close());
    await servers.master.stop();
    const added = (): Promise<boolean> =>
      node.queue.add("bank", job("after")).then(
        () => true,
        () => false,
      );
    await until(added, "a job is kept again", 30_000);
    const both = (): boolean => rig.started.split(" ").sort().join(" ") === "after after before before";
    await until(both, "both run, and again", 30_000);
  });
});
