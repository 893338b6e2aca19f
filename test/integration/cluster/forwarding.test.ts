import { defineContract, group, notify, push, request } from "@volley/protocol";
import { byKey, type Cluster, random, type Server } from "@volley/server";
import { testCluster } from "@volley/server/testing";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { clusters } from "../../support/cluster/clusters.js";

const contract = defineContract({
  errors: { CLOSED: z.object({ until: z.number() }) },
  routes: {
    "echo.say": request({
      input: z.object({ text: z.string() }),
      output: z.object({ text: z.string(), node: z.string() }),
    }),
    "echo.fail": request({ input: z.enum(["declared", "bug"]) }),
    "echo.note": notify({ input: z.number() }),
    "echo.slow": request({ input: z.number(), parallel: true }),
    "who.am": request({ output: z.record(z.string(), z.unknown()) }),
    "who.bind": request({ input: z.string() }),
    "who.count": request({ output: z.number() }),
    "who.join": request({ input: z.string() }),
    "who.leave": request({ input: z.string() }),
    "who.kick": request({}),
    "who.hello": request({}),
    "local.ping": request({ output: z.string() }),
  },
  pushes: { "who.greeted": push(z.string()), "table.said": push(z.string()) },
  groups: { "table:{id}": group(["table.said"]) },
});
type App = Server<typeof contract, { count?: number | undefined }>;
const session = z.object({ count: z.number().optional(), since: z.coerce.date().optional() });

/** Serves everything but `local` on backends, `local` on frontends. */
function setUp(log: string[] = []) {
  return (server: App, { role, index }: { role: string; index: number }): void => {
    if (role === "frontend") return server.service("local", { ping: () => `local ${index}` });
    server.service("echo", {
      say: ({ input }) => ({ text: input.text, node: server.node.id }),
      fail: ({ input, errors }) => {
        if (input === "declared") throw errors.CLOSED({ until: 5 });
        throw new Error("a secret");
      },
      note: ({ input }) => void log.push(`${index}:${input}`),
      slow: ({ signal }) => new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve())),
    });
    server.service("who", {
      am: ({ session: { id, uid, address, handshake, data, tags, transport } }) => ({
        id,
        uid,
        address,
        handshake,
        data,
        tags,
        transport,
      }),
      bind: ({ input, session: own }) => own.bind(input, { role: "player" }),
      count: async ({ session: own }) => {
        await own.set({ count: (own.data.count ?? 0) + 1 });
        return own.data.count ?? 0;
      },
      join: ({ input, session: own }) => own.join("table:{id}", { id: input }),
      leave: ({ input, session: own }) => own.leave("table:{id}", { id: input }),
      kick: ({ session: own }) => own.kick("enough"),
      hello: async ({ session: own }) => {
        await own.push("who.greeted", "before the reply");
      },
    });
  };
}

type Nodes = readonly ("frontend" | "backend" | "both")[];
const starter = (cluster: () => Cluster | undefined) => (nodes: Nodes, log?: string[]) =>
  testCluster(contract, setUp(log) as never, { nodes, cluster: cluster(), server: { session } });

describe.each(clusters())("over %s", (_, cluster) => {
  const start = starter(cluster);

  describe("a frontend and a backend", () => {
    it("answer requests of both, errors included", async () => {
      await using t = await start(["frontend", "backend"]);
      const client = await t.client({ uid: "a" });
      expect(await client.request("local.ping")).toBe("local 0");
      expect(await client.request("echo.say", { text: "ä" })).toEqual({ text: "ä", node: t.servers[1]?.node.id });
      await expect(client.request("echo.fail", "declared")).rejects.toMatchObject({
        code: "CLOSED",
        declared: true,
        data: { until: 5 },
      });
      await expect(client.request("echo.fail", "bug")).rejects.toMatchObject({
        code: "INTERNAL",
        traceId: expect.any(String),
      });
      await expect(client.request("echo.say", { text: 5 } as never)).rejects.toMatchObject({ code: "VALIDATION" });
    });

    it("keep the order of a session's messages", async () => {
      const log: string[] = [];
      await using t = await start(["frontend", "backend", "backend"], log);
      const client = await t.client();
      for (let n = 0; n < 100; n++) client.notify("echo.note", n);
      await client.request("echo.say", { text: "" });
      expect(log.map((line) => Number(line.split(":")[1]))).toEqual(Array.from({ length: 100 }, (_, n) => n));
      expect(new Set(log.map((line) => line.split(":")[0])).size).toBe(1);
    });

    it("show a handler the session of the frontend", async () => {
      await using t = await start(["frontend", "backend"]);
      const client = await t.client({
        uid: "a",
        data: { count: 4, since: "2026-01-01T00:00:00Z" as never },
        handshake: { app: "x" },
      });
      expect(await client.request("who.am")).toMatchObject({
        id: client.status.state === "ready" ? client.status.session : "",
        uid: "a",
        address: "client-0",
        handshake: { app: "x" },
        transport: "memory",
        data: { count: 4, since: "2026-01-01T00:00:00.000Z" },
      });
    });
  });

  describe("what a backend does to a session", () => {
    it("is seen by the next call on any node", async () => {
      await using t = await start(["frontend", "backend", "backend"]);
      t.servers[0]?.routing("who", random() as never);
      const client = await t.client();
      const counts = await Promise.all(Array.from({ length: 10 }, () => client.request("who.count")));
      expect(counts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      await client.request("who.bind", "b");
      expect(await client.request("who.am")).toMatchObject({ uid: "b", data: { count: 10 } });
      await expect(client.request("who.bind", "c")).rejects.toMatchObject({ code: "CONFLICT" });
      expect(await t.servers[2]?.online("b")).toBe(true);
    });

    it("includes groups, pushes before the reply, and a kick", async () => {
      await using t = await start(["frontend", "backend"]);
      const client = await t.client({ uid: "a" });
      const seen: string[] = [];
      client.onPush("who.greeted", (text) => seen.push(text));
      await client.request("who.hello").then(() => seen.push("reply"));
      expect(seen).toEqual(["before the reply", "reply"]);
      await client.request("who.join", "1");
      expect(t.servers[0]?.sessions("a")).toHaveLength(1);
      const closed = new Promise((resolve) =>
        client.onStatus((status) => status.state === "closed" && resolve(status)),
      );
      void client.request("who.kick").result();
      expect(await closed).toMatchObject({ cause: { reason: "kicked", text: "enough" } });
    });
  });

  describe("routing", () => {
    it("sends equal keys to the same node, and uses all of them", async () => {
      await using t = await testCluster(
        contract,
        (server, node) => {
          setUp()(server as never, node);
          if (node.role === "frontend")
            server.routing(
              "echo",
              byKey((input) => (typeof input === "object" ? input.text : "")),
            );
        },
        { nodes: ["frontend", "frontend", "backend", "backend", "backend"], cluster: cluster() },
      );
      const [a, b] = [await t.client({ node: 0 }), await t.client({ node: 1 })];
      const nodes = new Set<string>();
      for (let n = 0; n < 30; n++) {
        const [one, other] = await Promise.all(
          [a, b].map((client) => client.request("echo.say", { text: `key-${n}` })),
        );
        expect(one?.node).toBe(other?.node);
        nodes.add(one?.node ?? "");
      }
      expect(nodes.size).toBe(3);
    });

    it("answers at once when no node serves the route", async () => {
      await using t = await start(["frontend", "frontend"]);
      const client = await t.client();
      await expect(client.request("echo.say", { text: "" })).rejects.toMatchObject({ code: "UNAVAILABLE" });
    });
  });
});

describe("a forwarded call", () => {
  const start = starter(() => undefined);

  it("is cancelled on the backend when the client cancels it or leaves", async () => {
    await using t = await start(["frontend", "backend"]);
    const client = await t.client();
    const stop = new AbortController();
    const slow = client.request("echo.slow", 1, { signal: stop.signal });
    await t.settle();
    stop.abort();
    await expect(slow).rejects.toMatchObject({ code: "CANCELLED" });
    expect(await client.request("echo.say", { text: "next" })).toMatchObject({ text: "next" });
  });

  it("times out at the frontend, and the next one goes on", async () => {
    await using t = await start(["frontend", "backend"]);
    const client = await t.client({ timeoutMs: 60_000 });
    const slow = client.request("echo.slow", 1);
    const outcome = expect(slow).rejects.toMatchObject({ code: "TIMEOUT" });
    await t.settle();
    await t.clock.advance(30_500);
    await outcome;
  });
});
