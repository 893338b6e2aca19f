import { createServer, redis } from "@volley/server";
import { describe, expect, inject, it } from "vitest";
import { allAlive } from "../../support/cluster/all-alive.js";
import { enterRoom } from "../../support/cluster/enter-room.js";
import { roomContract } from "../../support/cluster/room-contract.js";
import { startCluster } from "../../support/cluster/start-cluster.js";
import { underLoad } from "../../support/cluster/under-load.js";
import { startSentinel } from "../../support/redis-sentinel.js";
import { until } from "../../support/until.js";

/** Everything is right again so soon after the new master answers: 5 s are promised, and ten times that allowed. */
const BACK_MS = 50_000;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

describe.skipIf(inject("redisUrl") === null)("a cluster whose master of Redis", { timeout: 180_000 }, () => {
  it.each([
    ["is killed", "SIGKILL"],
    ["freezes", "SIGSTOP"],
  ] as const)("%s goes on with the one that the sentinel promotes", async (_, signal) => {
    const servers = await startSentinel();
    const place = { sentinel: servers.sentinel };
    try {
      await using cluster = await startCluster(place, { frontends: 2, backends: 2 }, { unique: true });
      const { a, b, getsThrough } = await enterRoom(cluster);
      const uids = Array.from({ length: 20 }, (_, n) => `u${n}`);
      const clients = await Promise.all(uids.map((uid, n) => cluster.client(uid, n % 2)));
      const loads = clients.map((client, n) => underLoad(client, `r${n}`));
      await until(() => loads.every(({ outcomes }) => outcomes.length > 10));

      servers.master.process.kill(signal);
      await servers.promoted();
      const promotedAt = performance.now();
      await until(getsThrough, "messages get through again", BACK_MS);
      console.log(`after the promotion: through again in ${Math.round(performance.now() - promotedAt)} ms`);
      await cluster.know(4);
      await Promise.all(loads.map(({ stop }) => stop()));
      const failed = loads.flatMap(({ outcomes }) => outcomes.filter(({ ok }) => !ok));
      expect(failed.length).toBeGreaterThan(0);
      for (const { code } of failed) expect(["DISCONNECTED", "UNAVAILABLE", "TIMEOUT"]).toContain(code);
      await allAlive(cluster);

      // Nobody had to connect again, and the new master knows who is where.
      expect(new Set([a, b, ...clients].map(({ status }) => status.state))).toEqual(new Set(["ready"]));
      const observer = createServer(roomContract(), {
        cluster: redis(cluster.common),
        role: "frontend",
        logger: quiet,
      });
      await observer.start();
      try {
        const allOnline = async (): Promise<boolean> =>
          (await Promise.all(uids.map((uid) => observer.online(uid).catch(() => false)))).every(Boolean);
        await until(allOnline, "all users online", BACK_MS);
        const { delivered, offline } = await observer.users(uids).push("room.said", { room: "r", id: "x" });
        expect({ delivered: delivered.length, offline }).toEqual({ delivered: uids.length, offline: [] });
      } finally {
        await observer.close();
      }
      // A newer session still replaces the older one of its user.
      const newer = await cluster.client("u0", 1);
      await until(() => clients[0]?.status.state === "closed", "the older one is replaced");
      expect((await newer.request("room.count").result()).ok).toBe(true);
    } finally {
      await servers.stop();
    }
  });
});
