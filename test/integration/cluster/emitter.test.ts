import { randomBytes } from "node:crypto";
import { defineContract, group, push, request } from "@volley/protocol";
import { redis, type Server, VolleyError } from "@volley/server";
import { createEmitter } from "@volley/server/emitter";
import { testCluster } from "@volley/server/testing";
import { describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { until } from "../../support/until.js";

const redisUrl = inject("redisUrl");
const contract = defineContract({
  routes: { "table.sit": request({ input: z.string() }) },
  pushes: { "table.said": push(z.string()), "table.moved": push(z.object({ n: z.number() })) },
  groups: { "table:{id}": group(["table.said"]) },
});
const serve = (server: Server<typeof contract>): void =>
  server.service("table", { sit: ({ input, session }) => session.join("table:{id}", { id: input }) });
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

describe.skipIf(redisUrl === null).each(["classic", "sharded"] as const)("an emitter, with %s fan-out", (fanout) => {
  const place = () => ({ url: redisUrl ?? "", prefix: `test-${randomBytes(6).toString("hex")}`, fanout });

  it("pushes to users, groups and everybody on all nodes, in its order, and tells whom it reached", async () => {
    const at = place();
    await using t = await testCluster(contract, serve, { nodes: 2, cluster: redis(at) });
    await using emitter = createEmitter(contract, { redis: at });
    const [a, b] = [await t.client({ uid: "a", node: 0 }), await t.client({ uid: "b", node: 1 })];
    await Promise.all([a.request("table.sit", "1"), b.request("table.sit", "1")]);

    const receipt = await emitter.users(["a", "b", "nobody"]).push("table.moved", { n: 1 });
    expect(receipt).toEqual({ delivered: ["a", "b"], pending: [], offline: ["nobody"] });
    for (const client of [a, b]) expect(await client.nextPush("table.moved")).toEqual({ n: 1 });
    await Promise.all(Array.from({ length: 50 }, (_, n) => emitter.everybody().push("table.moved", { n })));
    for (const client of [a, b]) {
      for (let n = 0; n < 50; n++) expect(await client.nextPush("table.moved")).toEqual({ n });
    }
    await emitter.group("table:{id}", { id: 1 }).push("table.said", "hello", { except: { uids: ["a"] } });
    await emitter.group("table:{id}", { id: 1 }).push("table.said", "all");
    expect(await b.nextPush("table.said")).toBe("hello");
    expect(await a.nextPush("table.said")).toBe("all");
  });

  it("kicks, and knows who is online", async () => {
    const at = place();
    await using t = await testCluster(contract, serve, { nodes: 2, cluster: redis(at) });
    await using emitter = createEmitter(contract, { redis: at });
    const a = await t.client({ uid: "a", node: 1 });
    expect([await emitter.online("a"), await emitter.online("b")]).toEqual([true, false]);
    expect(await emitter.user("a").kick("maintenance")).toEqual({ delivered: ["a"], pending: [], offline: [] });
    await until(() => a.status.state === "closed");
    expect(a.status).toMatchObject({ cause: { reason: "kicked", text: "maintenance" } });
    await until(async () => !(await emitter.online("a")));
  });

  it("takes a user's sessions into a group and out of it, and the group knows", async () => {
    const at = place();
    await using t = await testCluster(contract, serve, { nodes: 2, cluster: redis(at) });
    await using emitter = createEmitter(contract, { redis: at });
    const [a, b] = [await t.client({ uid: "a", node: 0 }), await t.client({ uid: "a", node: 1 })];
    await emitter.user("a").join("table:{id}", { id: 7 });
    await emitter.group("table:{id}", { id: 7 }).push("table.said", "welcome");
    for (const client of [a, b]) expect(await client.nextPush("table.said")).toBe("welcome");
    const table = t.servers[0]?.group("table:{id}", { id: 7 });
    await until(async () => (await table?.has("a").catch(() => false)) === true);
    await emitter.user("a").leave("table:{id}", { id: 7 });
    await emitter.group("table:{id}", { id: 7 }).push("table.said", "nobody is here");
    await emitter.everybody().push("table.moved", { n: 1 });
    for (const client of [a, b]) {
      await client.nextPush("table.moved");
      await client.expectNoPush("table.said");
    }
    // It had no other members: now there is no such group.
    await until(
      async () => (await table?.members().catch((error: unknown) => VolleyError.is(error, "NOT_FOUND"))) === true,
    );
    await expect(emitter.user("a").join("tabel:{id}" as "table:{id}", { id: 7 })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
  });

  it("hears of sessions that are bound and end, and which was the last of its user", async () => {
    const at = place();
    await using t = await testCluster(contract, serve, { nodes: 2, cluster: redis(at) });
    await using emitter = createEmitter(contract, { redis: at });
    const news: string[] = [];
    emitter.onSessionNews((each) => {
      news.push(each.type === "bound" ? `bound ${each.uid}` : `closed ${each.uid} ${each.last}`);
    });
    await emitter.start();
    await until(async () => {
      if (news.length > 0) return true;
      await (await t.client({ uid: "early" })).close();
      return false;
    });
    await until(() => news.includes("closed early true"));
    news.length = 0;
    const [one, other] = [await t.client({ uid: "a", node: 0 }), await t.client({ uid: "a", node: 1 })];
    await one.close();
    await until(() => news.includes("closed a false"));
    await other.close();
    await until(() => news.includes("closed a true"));
    expect(news.filter((each) => each.endsWith("bound a"))).toHaveLength(2);
  });

  it("refuses what the contract doesn't allow, and rejects when Redis can't be reached", async () => {
    await using emitter = createEmitter(contract, {
      redis: { url: "redis://127.0.0.1:1", connectTimeoutMs: 200 },
      logger: quiet,
    });
    await expect(
      emitter.group("table:{id}", { id: 1 }).push("table.moved" as never, { n: 1 } as never),
    ).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    await expect(emitter.user("a").push("table.moved", { n: "1" as never })).rejects.toMatchObject({
      code: "VALIDATION",
    });
    await expect(emitter.user("a").push("table.moved", { n: 1 })).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect(() => emitter.user("a b")).toThrow(/no user id/);
  });
});
