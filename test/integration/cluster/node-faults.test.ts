import { createServer, redis } from "@volley/server";
import { describe, expect, inject, it } from "vitest";
import { roomContract } from "../../support/cluster/room-contract.js";
import { startCluster } from "../../support/cluster/start-cluster.js";
import { underLoad } from "../../support/cluster/under-load.js";
import { until } from "../../support/until.js";

const redisUrl = inject("redisUrl");
const url = redisUrl ?? "";
const LEASE_MS = 3_000;

describe.skipIf(redisUrl === null)("a cluster of processes", { timeout: 120_000 }, () => {
  it("goes on with the other backend when one is killed: what was in flight settles", async () => {
    await using cluster = await startCluster(url, { frontends: 1, backends: 2 }, { leaseMs: LEASE_MS });
    const clients = await Promise.all(Array.from({ length: 20 }, (_, n) => cluster.client(`u${n}`)));
    const waits = clients.map((client) => client.request("room.wait", 4_000, { timeoutMs: 20_000 }).result());
    const loads = clients.map((client, n) => underLoad(client, `r${n}`));
    await until(() => loads.every(({ outcomes }) => outcomes.length > 20));
    const [dead, alive] = cluster.backends;
    expect(new Set(loads.flatMap(({ outcomes }) => outcomes.map(({ by }) => by)))).toEqual(
      new Set([dead?.id, alive?.id]),
    );

    await dead?.kill();
    const at = loads.map(({ outcomes }) => outcomes.length);
    await until(() => loads.every(({ outcomes }, n) => outcomes.length > (at[n] ?? 0) + 20), "answers again", 30_000);
    await Promise.all(loads.map(({ stop }) => stop()));

    for (const { outcomes } of loads) {
      expect(outcomes.slice(-10).every(({ ok, by }) => ok && by === alive?.id)).toBe(true);
      // What was under way at the dead one may have happened; nothing else fails.
      expect(outcomes.filter(({ ok }) => !ok).length).toBeLessThanOrEqual(1);
      for (const { code } of outcomes.filter(({ ok }) => !ok)) expect(["DISCONNECTED", "UNAVAILABLE"]).toContain(code);
    }
    const settled = await Promise.all(waits);
    const codes = new Set(settled.filter(({ ok }) => !ok).map(({ error }) => error?.code));
    expect([...codes]).toEqual(["DISCONNECTED"]);
  });

  it("turns to others when a backend stops answering, and drops its late answers", async () => {
    await using cluster = await startCluster(url, { frontends: 1, backends: 2 }, { leaseMs: LEASE_MS });
    const clients = await Promise.all(Array.from({ length: 10 }, (_, n) => cluster.client(`u${n}`)));
    const by = await Promise.all(clients.map(async (client) => (await client.request("room.count")).by));
    const [stopped, alive] = cluster.backends;
    expect(new Set(by).size).toBe(2);
    stopped?.process.kill("SIGSTOP");
    // Whoever was there waits for its own time; what comes later goes to the other.
    const late = clients.map((client) => client.request("room.count", undefined, { timeoutMs: 4_000 }).result());
    const outcomes = await Promise.all(late);
    for (const [n, { ok, error }] of outcomes.entries()) {
      if (by[n] === alive?.id) expect(ok).toBe(true);
      else expect(["TIMEOUT", "DISCONNECTED"]).toContain(error?.code);
    }
    await until(
      async () => {
        const answers = await Promise.all(clients.map((client) => client.request("room.count").result()));
        return answers.every(({ data }) => data?.by === alive?.id);
      },
      "everybody on the other backend",
      30_000,
    );
    stopped?.process.kill("SIGCONT");
    await cluster.know(3);
    for (const client of clients) expect((await client.request("room.count").result()).ok).toBe(true);
  });

  it("has the users of a killed frontend offline within the lease, and harms nobody else", async () => {
    await using cluster = await startCluster(url, { frontends: 2, backends: 1 }, { leaseMs: LEASE_MS });
    const [gone, stays] = [await cluster.client("gone", 0), await cluster.client("stays", 1)];
    await gone.request("room.enter", "r");
    await stays.request("room.enter", "r");
    const observer = createServer(roomContract(), {
      cluster: redis({ ...cluster.common, leaseMs: LEASE_MS }),
      role: "frontend",
      logger: { debug() {}, info() {}, warn() {}, error() {} },
    });
    await observer.start();
    try {
      expect(await observer.online("gone")).toBe(true);
      await cluster.frontends[0]?.kill();
      await until(async () => !(await observer.online("gone")), "offline", 10 * LEASE_MS);
      expect(await observer.online("stays")).toBe(true);
      const { delivered, offline } = await observer.users(["gone", "stays"]).push("room.said", { room: "r", id: "1" });
      expect({ delivered, offline }).toEqual({ delivered: ["stays"], offline: ["gone"] });
      const seen = new Promise((resolve) => stays.onPush("room.said", ({ id }) => id === "2" && resolve(id)));
      await stays.request("room.say", { room: "r", id: "2" });
      expect(await seen).toBe("2");
    } finally {
      await observer.close();
    }
  });

  it("outlives a node whose event loop is blocked: it gets nothing new, and comes back", async () => {
    await using cluster = await startCluster(url, { frontends: 1, backends: 2 });
    const clients = await Promise.all(Array.from({ length: 10 }, (_, n) => cluster.client(`u${n}`)));
    const by = await Promise.all(clients.map(async (client) => (await client.request("room.count")).by));
    const [blocked] = cluster.backends;
    expect(by).toContain(blocked?.id);
    blocked?.block(3_000);
    // It answers late, and what waited there is done then: nothing is lost.
    const outcomes = await Promise.all(clients.map((client) => client.request("room.count").result()));
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    await cluster.know(3);
  });

  it("keeps deadlines although the nodes' clocks are ten minutes apart", async () => {
    await using cluster = await startCluster(url, { frontends: 1, backends: 1 }, { clockOffsetMs: -300_000 });
    const ahead = await cluster.add({ role: "backend", clockOffsetMs: 300_000 });
    await cluster.know(3);
    const clients = await Promise.all(Array.from({ length: 10 }, (_, n) => cluster.client(`u${n}`)));
    const counts = await Promise.all(clients.map((client) => client.request("room.count")));
    expect(new Set(counts.map(({ by }) => by))).toEqual(new Set([cluster.backends[0]?.id, ahead.id]));
    const early = await Promise.all(
      clients.map((client) => client.request("room.wait", 10_000, { timeoutMs: 300 }).result()),
    );
    for (const { error } of early) expect(error?.code).toBe("TIMEOUT");
  });

  it("refuses only the route that differs between two versions of the contract", async () => {
    await using cluster = await startCluster(url, { frontends: 1, backends: 1 }, { rev: 1 });
    const client = await cluster.client("a");
    expect(await client.request("room.versioned")).toBe(cluster.backends[0]?.id);
    await cluster.backends[0]?.kill("SIGTERM");
    await cluster.add({ role: "backend", rev: 2 });
    await until(async () => (await client.request("room.count").result()).ok);
    const outcome = await client.request("room.versioned").result();
    expect(outcome.error?.code).toBe("CONTRACT_MISMATCH");
  });

  it("stays right while backends come and go", async () => {
    await using cluster = await startCluster(url, { frontends: 1, backends: 1 }, { leaseMs: LEASE_MS });
    const clients = await Promise.all(Array.from({ length: 5 }, (_, n) => cluster.client(`u${n}`)));
    const loads = clients.map((client, n) => underLoad(client, `r${n}`));
    for (let turn = 0; turn < 4; turn++) {
      const guest = await cluster.add({ role: "backend" });
      await cluster.know(3, [...cluster.frontends]);
      await guest.kill(turn % 2 === 0 ? "SIGTERM" : "SIGKILL");
      await cluster.know(2, [...cluster.frontends]);
    }
    await Promise.all(loads.map(({ stop }) => stop()));
    const failed = loads.flatMap(({ outcomes }) => outcomes.filter(({ ok }) => !ok));
    // Each kill costs a client at most the one message that was under way.
    expect(failed.length).toBeLessThanOrEqual(2 * clients.length);
    for (const { code } of failed) expect(["DISCONNECTED", "UNAVAILABLE"]).toContain(code);
  });
});
