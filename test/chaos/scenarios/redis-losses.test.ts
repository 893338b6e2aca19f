import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { describe, expect, inject, it } from "vitest";
import { type RedisServer, startRedis } from "../../support/redis-server.js";
import { until } from "../../support/until.js";
import type { Report } from "../report.js";
import { startChaosProxy } from "../rig/chaos-proxy.js";
import { type Scene, startScene } from "../rig/scene.js";

const ROOM = "r";
const to = { kind: "room", room: ROOM } as const;

/** A cluster with two members on each node, who have seen the first pushes. */
async function startLosses(): Promise<Scene> {
  const scene = await startScene();
  for (let n = 0; n < 6; n++) await scene.join([ROOM], { slot: n % 3 });
  await scene.push(5, to);
  expect((await scene.drained()).violations).toEqual([]);
  return scene;
}

/** Marks what is pushed meanwhile as lost by Redis, once all members saw it. */
async function pushToBeLost(scene: Scene, count: number): Promise<void> {
  const before = scene.log.publications.length;
  await scene.push(count, to);
  expect((await scene.drained()).violations).toEqual([]);
  for (const publication of scene.log.publications.slice(before)) publication.mayBeLost = true;
}

/** Everybody who saw what is lost was told, of the one stream that has lost something, once. */
function expectTold(scene: Scene, report: Report, reason: "epoch" | "fork"): void {
  expect(report.violations).toEqual([]);
  const views = scene.log.members.filter(({ stream }) => stream === `room:${ROOM}`);
  for (const { events } of views) {
    const told = events.filter(({ type }) => type === "told");
    expect(told).toMatchObject([{ reason }]);
  }
  expect(views).toHaveLength(6);
  expect(new Set(scene.members.map(({ client }) => client.status.state))).toEqual(new Set(["ready"]));
}

describe.skipIf(inject("redisUrl") === null)("numbered pushes, when Redis", { timeout: 180_000 }, () => {
  it("is killed and comes back empty, begin anew: all are told, once", async () => {
    await using scene = await startLosses();
    const lost = scene.redis;
    for (const publication of scene.log.publications) publication.mayBeLost = true;
    await lost.stop();
    const empty = await startRedis();
    await scene.moveTo(empty);
    await scene.push(5, to);
    expectTold(scene, await scene.drained(), "epoch");
  });

  it("is killed and reads its log of writes again, go on", async () => {
    await using scene = await startLosses();
    const folder = mkdtempSync(join(tmpdir(), "volley-aof-"));
    const args = ["--dir", folder, "--appendonly", "yes", "--appendfsync", "everysec"];
    try {
      const first = await copyOf(scene.redis, args);
      await moved(scene, first);
      await scene.push(5, to);
      // SIGKILL: what was written is with the operating system.
      await first.stop();
      await scene.moveTo(await startRedis({ args }));
      await scene.push(5, to);
      const report = await scene.drained();
      expect(report.violations).toEqual([]);
      expect(report.told).toEqual({ window: 0, epoch: 0, fork: 0, fresh: 0 });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("comes back from an old snapshot, tell a fork to everybody who saw more", async () => {
    await using scene = await startLosses();
    const folder = mkdtempSync(join(tmpdir(), "volley-rdb-"));
    const args = ["--dir", folder];
    try {
      const first = await copyOf(scene.redis, args);
      await moved(scene, first);
      await scene.operator.call("SAVE");
      await pushToBeLost(scene, 3);
      await first.stop();
      await scene.moveTo(await startRedis({ args }));
      await scene.push(5, to);
      expectTold(scene, await scene.drained(), "fork");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("fails over to a replica that lacks the last writes, tell a fork to everybody who saw them", async () => {
    await using scene = await startLosses();
    const master = scene.redis;
    const way = await startChaosProxy(master.port);
    const replica = await startRedis({
      args: ["--replicaof", "127.0.0.1", `${way.port}`, "--repl-diskless-sync-delay", "0"],
    });
    const onReplica = new Redis(replica.url);
    try {
      await until(
        async () => (await onReplica.info("replication")).includes("master_link_status:up"),
        "replica",
        30_000,
      );
      await scene.push(3, to);
      await until(async () => (await offsetOf(onReplica)) === (await offsetOf(scene.operator)), "in step");
      for (const { down } of way.connections) down.stall();
      await pushToBeLost(scene, 3);
      await master.stop();
      await onReplica.replicaof("NO", "ONE");
      await scene.moveTo(replica);
      await scene.push(5, to);
      expectTold(scene, await scene.drained(), "fork");
    } finally {
      onReplica.disconnect();
      await way.close();
    }
  });

  it("is made a replica under the nodes' feet, aren't published into the void", async () => {
    await using scene = await startLosses();
    const old = scene.redis;
    const next = await copyOf(old, []);
    await until(async () => (await replicationOf(next)).includes("master_link_status:up"), "replica", 30_000);
    const promoter = new Redis(next.url);
    await promoter.replicaof("NO", "ONE");
    await scene.operator.replicaof("127.0.0.1", `${next.port}`);
    const node = scene.cluster.slots[0]?.node;
    const publication = scene.log.publication(`room:${ROOM}`);
    const pushed = await node?.ask({ type: "push", push: { ...to, id: publication.id } });
    expect(pushed?.code).toBe("UNAVAILABLE");
    publication.outcome = "refused";
    await scene.moveTo(next);
    await scene.push(5, to);
    const report = await scene.drained();
    promoter.disconnect();
    await old.stop();
    expect(report.violations).toEqual([]);
    expect(report.told).toEqual({ window: 0, epoch: 0, fork: 0, fresh: 0 });
  });
});

/** Starts a Redis with the data of another one. */
async function copyOf(from: RedisServer, args: readonly string[]): Promise<RedisServer> {
  const replica = ["--replicaof", "127.0.0.1", `${from.port}`, "--repl-diskless-sync-delay", "0"];
  const server = await startRedis({ args: [...args, ...replica] });
  await until(async () => (await replicationOf(server)).includes("master_link_status:up"), "the copy", 30_000);
  return server;
}

/** Makes a copy the one Redis, and ends the one before. */
async function moved(scene: Scene, to: RedisServer): Promise<void> {
  const before = scene.redis;
  const operator = new Redis(to.url);
  await operator.replicaof("NO", "ONE");
  operator.disconnect();
  await scene.moveTo(to);
  await before.stop();
}

async function replicationOf({ url }: RedisServer): Promise<string> {
  const operator = new Redis(url);
  const info = await operator.info("replication");
  operator.disconnect();
  return info;
}

async function offsetOf(operator: Redis): Promise<string | undefined> {
  const info = await operator.info("replication");
  return /master_repl_offset:(\d+)/.exec(info)?.[1];
}
