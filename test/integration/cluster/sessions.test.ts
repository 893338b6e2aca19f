import { randomBytes } from "node:crypto";
import { defineContract, group, push, request } from "@volley/protocol";
import { redis, type Server, uniqueSession } from "@volley/server";
import { testCluster } from "@volley/server/testing";
import { Redis } from "ioredis";
import { describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { clusters } from "../../support/cluster/clusters.js";
import { until } from "../../support/until.js";

const contract = defineContract({
  routes: {
    "tab.bind": request({ input: z.string() }),
    "tab.tell": request({ input: z.enum(["all", "others", "me"]) }),
    "tab.kick": request({
      input: z.string(),
      output: z.object({ delivered: z.array(z.string()), offline: z.array(z.string()) }),
    }),
    "tab.join": request({ input: z.string() }),
    "tab.call": request({ input: z.string() }),
  },
  pushes: { "tab.told": push(z.string()) },
  groups: { "room:{id}": group(["tab.told"]) },
});
type App = Server<typeof contract>;

function serve(server: App): void {
  server.service("tab", {
    bind: ({ input, session }) => session.bind(input),
    tell: async ({ input, session }) => {
      if (input === "me") return session.push("tab.told", input);
      const except = input === "others" ? { sessions: [session.id] } : {};
      await server.user(session.uid).push("tab.told", input, { except });
    },
    kick: async ({ input }) => {
      const { delivered, offline } = await server.users([input, "nobody"]).kick("out");
      return { delivered: [...delivered], offline: [...offline] };
    },
    join: ({ input, session }) => session.join("room:{id}", { id: input }),
    call: ({ input }) => server.group("room:{id}", { id: input }).push("tab.told", `to ${input}`),
  });
}
const onBackends = (server: App, { role }: { role: string }): void => void (role !== "frontend" && serve(server));
const closedBy = async (client: { status: { state: string; cause?: unknown } }): Promise<unknown> => {
  await until(() => client.status.state === "closed");
  return client.status.cause;
};

describe.each(clusters())("sessions on several nodes over %s", (_, cluster) => {
  const start = (setUp: (server: App, node: { role: string }) => void = onBackends) =>
    testCluster(contract, setUp, { nodes: ["frontend", "frontend", "backend"], cluster: cluster() });

  it("of one user all get a push; or all but one; or just one", async () => {
    await using t = await start();
    const tabs = [await t.client({ uid: "a", node: 0 }), await t.client({ uid: "a", node: 1 })];
    const [one, other] = tabs;
    await one?.request("tab.tell", "all");
    for (const tab of tabs) expect(await tab.nextPush("tab.told")).toBe("all");
    await one?.request("tab.tell", "others");
    expect(await other?.nextPush("tab.told")).toBe("others");
    await one?.request("tab.tell", "me");
    expect(await one?.nextPush("tab.told")).toBe("me");
    await other?.expectNoPush("tab.told");
  });

  it("joined to a group by a backend get its pushes, whichever node they are on (TestGroupBack)", async () => {
    await using t = await start();
    const clients = [await t.client({ node: 0 }), await t.client({ node: 1 })];
    await Promise.all(clients.map((client, n) => client.request("tab.bind", `u${n}`)));
    await Promise.all(clients.map((client) => client.request("tab.join", "7")));
    await clients[0]?.request("tab.call", "7");
    for (const client of clients) expect(await client.nextPush("tab.told")).toBe("to 7");
  });

  it("are kicked from any node, and it is told who wasn't there (TestKickOnBack, TestSendKickToUsersFail)", async () => {
    await using t = await start();
    const [a, b] = [await t.client({ uid: "a", node: 0 }), await t.client({ uid: "b", node: 1 })];
    expect(await a.request("tab.kick", "b")).toEqual({ delivered: ["b"], offline: ["nobody"] });
    expect(await closedBy(b)).toMatchObject({ reason: "kicked", text: "out" });
    expect(a.status.state).toBe("ready");
  });

  it("replace each other everywhere when they have to be unique", async () => {
    await using t = await start((server, node) => {
      onBackends(server, node);
      server.addModule("unique", uniqueSession(server));
    });
    const first = await t.client({ uid: "a", node: 0 });
    const second = await t.client({ uid: "a", node: 1 });
    expect(await closedBy(first)).toMatchObject({ reason: "replaced" });
    const third = await t.client({ node: 0 });
    await third.request("tab.bind", "a");
    expect(await closedBy(second)).toMatchObject({ reason: "replaced" });
    expect(await t.servers[2]?.online("a")).toBe(true);
    // The late end of the old ones erased nothing.
    await third.request("tab.tell", "all");
    expect(await third.nextPush("tab.told")).toBe("all");
  });

  it("leave exactly one of two that bind at the same moment", async () => {
    await using t = await start((server, node) => {
      onBackends(server, node);
      server.addModule("unique", uniqueSession(server));
    });
    for (let n = 0; n < 20; n++) {
      const pair = await Promise.all([0, 1].map((node) => t.client({ uid: `u${n}`, node }).catch(() => undefined)));
      const open = (): typeof pair => pair.filter((client) => client?.status.state === "ready");
      await until(() => open().length === 1);
      await open()[0]?.request("tab.tell", "me");
      expect(await t.servers[2]?.online(`u${n}`)).toBe(true);
    }
  });

  it("tell every node when they are bound and end, and which was the user's last", async () => {
    await using t = await start();
    const news: string[] = [];
    t.servers[2]?.onSessionNews((each) => news.push(each.type === "bound" ? "bound" : `closed, last: ${each.last}`));
    await t.settle();
    const [one, other] = [await t.client({ uid: "a", node: 0 }), await t.client({ uid: "a", node: 1 })];
    await one.close();
    await until(() => news.length >= 3);
    await other.close();
    await until(() => news.length >= 4);
    expect(news).toEqual(["bound", "bound", "closed, last: false", "closed, last: true"]);
  });
});

describe.each(clusters())("types of nodes over %s", (_, cluster) => {
  it("let a user be on one node of each, and take pushes for one type only (Pitaya, session.unique)", async () => {
    await using t = await testCluster(
      contract,
      (server) => {
        serve(server);
        server.addModule("unique", uniqueSession(server, { scope: "type" }));
      },
      { nodes: ["both", "frontend"], cluster: cluster() },
    );
    const [game, chat] = [await t.client({ uid: "a", node: 0 }), await t.client({ uid: "a", node: 1 })];
    await t.settle();
    expect([game.status.state, chat.status.state]).toEqual(["ready", "ready"]);
    const [server] = t.servers;
    const receipt = await server?.users(["a", "b"]).push("tab.told", "chat only", { type: "frontend" });
    expect(receipt).toEqual({ delivered: ["a"], pending: [], offline: ["b"] });
    expect(await chat.nextPush("tab.told")).toBe("chat only");
    await game.expectNoPush("tab.told");
  });
});

describe.skipIf(inject("redisUrl") === null)("what a cluster keeps in Redis", () => {
  it("is gone when everybody has left", async () => {
    const url = inject("redisUrl") ?? "";
    const prefix = `test-${randomBytes(6).toString("hex")}`;
    const operator = new Redis(url);
    const keys = (): Promise<string[]> => operator.keys(`${prefix}*`);
    try {
      const t = await testCluster(contract, serve, { nodes: 2, cluster: redis({ url, prefix, leaseMs: 500 }) });
      const clients = await Promise.all(Array.from({ length: 20 }, (_, n) => t.client({ uid: `u${n % 10}` })));
      await Promise.all(clients.map((client, n) => client.request("tab.join", `${n % 3}`)));
      const room = t.servers[0]?.group("room:{id}", { id: "x" });
      await room?.create({ ttlMs: 400 });
      await room?.addUser("u1");
      expect((await keys()).length).toBeGreaterThan(10);
      await t.close();
      // The name of the data outlives its nodes by two minutes: clients that come back may ask for it.
      const named = `${prefix}:memory`;
      await until(async () => (await keys()).every((key) => key === named), "no key is left");
      expect(await operator.pttl(named)).toBeGreaterThan(0);
      expect(await operator.pttl(named)).toBeLessThanOrEqual(120_000);
    } finally {
      operator.disconnect();
    }
  });
});
