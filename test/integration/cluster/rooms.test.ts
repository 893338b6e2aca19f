import { defineContract, group, push, request } from "@volley/protocol";
import { redis, type Server, uniqueSession } from "@volley/server";
import { type TestCluster, testCluster } from "@volley/server/testing";
import { afterEach, describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { until } from "../../support/until.js";

const contract = defineContract({
  routes: { "room.enter": request({ input: z.string() }) },
  pushes: { "room.said": push(z.string()), "user.told": push(z.string()) },
  groups: { "room:{id}": group(["room.said"]) },
});
type App = Server<typeof contract>;

function setUp(server: App): void {
  server.service("room", { enter: ({ input, session }) => session.join("room:{id}", { id: input }) });
}

const url = inject("redisUrl");
let prefixes = 0;
const onRedis = (fanout: "classic" | "sharded") => () =>
  redis({ url: url ?? "", prefix: `rooms-${process.pid}-${prefixes++}`, fanout });
const kinds = [
  { name: "in memory", skip: false, cluster: () => undefined },
  { name: "on Redis", skip: url === null, cluster: onRedis("classic") },
  { name: "on Redis with sharded fan-out", skip: url === null, cluster: onRedis("sharded") },
];

describe.each(kinds)("rooms across nodes, $name", ({ skip, cluster }) => {
  let t: TestCluster<typeof contract, unknown, unknown>;
  const start = async (prepare: (server: App) => void = () => {}): Promise<readonly [App, App]> => {
    t = await testCluster(
      contract,
      (server) => {
        setUp(server as unknown as App);
        prepare(server as unknown as App);
      },
      { nodes: 2, cluster: cluster() },
    );
    const [one, two] = t.servers as unknown as readonly App[];
    if (one === undefined || two === undefined) throw new Error("two nodes were asked for");
    return [one, two];
  };
  afterEach(() => t?.close());

  it.skipIf(skip)("bring a push to the members of a group on all nodes, in order", async () => {
    const [one] = await start();
    const members = await Promise.all([0, 1].map((node) => t.client({ uid: `u${node}`, node })));
    const stranger = await t.client({ uid: "stranger", node: 1 });
    for (const member of members) await member.request("room.enter", "7");
    const table = one.group("room:{id}", { id: "7" });
    for (let i = 0; i < 20; i++) void table.push("room.said", `${i}`);
    await table.push("room.said", "for one", { except: { uids: ["u0"] } });
    await table.push("room.said", "end");
    for (const [index, member] of members.entries()) {
      for (let i = 0; i < 20; i++) expect(await member.nextPush("room.said")).toBe(`${i}`);
      if (index === 1) expect(await member.nextPush("room.said")).toBe("for one");
      expect(await member.nextPush("room.said")).toBe("end");
    }
    await stranger.expectNoPush("room.said");
  });

  it.skipIf(skip)("bring a push to all sessions of a user, and tell whom it reached", async () => {
    const [one, two] = await start();
    const tabs = await Promise.all([0, 1].map((node) => t.client({ uid: "ann", node })));
    for (const [index, server] of [one, two].entries()) {
      const receipt = await server.users(["ann", "bob"]).push("user.told", `by ${index}`);
      expect(receipt).toEqual({ delivered: ["ann"], pending: [], offline: ["bob"] });
      for (const tab of tabs) expect(await tab.nextPush("user.told")).toBe(`by ${index}`);
    }
  });

  it.skipIf(skip)("end a user's sessions on all nodes", async () => {
    const [one] = await start();
    const tabs = await Promise.all([0, 1].map((node) => t.client({ uid: "ann", node })));
    const other = await t.client({ uid: "bob", node: 1 });
    expect(await one.user("ann").kick("no cheating")).toMatchObject({ delivered: ["ann"] });
    for (const tab of tabs) {
      await until(() => tab.status.state === "closed");
      expect(tab.status).toMatchObject({ cause: { reason: "kicked", text: "no cheating" } });
    }
    await other.request("room.enter", "7");
  });

  it.skipIf(skip)("let the newest session of a user replace one of another node", async () => {
    await start((server) => void server.addModule("unique-session", uniqueSession(server)));
    const older = await t.client({ uid: "ann", node: 0 });
    const newer = await t.client({ uid: "ann", node: 1 });
    await until(() => older.status.state === "closed");
    expect(older.status).toMatchObject({ cause: { reason: "replaced" } });
    await newer.request("room.enter", "7");
  });
});
