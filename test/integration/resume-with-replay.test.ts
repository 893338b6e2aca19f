import { createClient } from "@volley/client";
import { defineContract, group, push, request } from "@volley/protocol";
import { decodePositionNews, fromUtf8, systemError } from "@volley/protocol/internal";
import { type Cluster, createServer, memoryCluster, type Server } from "@volley/server";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { RawClient } from "../support/raw-client.js";
import { recordingLogger } from "../support/recording-logger.js";
import { startTcpProxy } from "../support/tcp-proxy.js";
import { until } from "../support/until.js";

const contract = defineContract({
  routes: {
    "table.sit": request({ input: z.string() }),
    "table.buy": request({ input: z.string(), output: z.number(), once: true, parallel: true }),
  },
  pushes: {
    "table.played": push(z.number(), { delivery: "replay" }),
    "table.chat": push(z.string()),
    "user.paid": push(z.number(), { delivery: "replay" }),
  },
  groups: { "table:{id}": group(["table.played", "table.chat"]) },
});
type App = Server<typeof contract>;

/** A cluster of one, whose log of pushes a test can take away. */
function breakable() {
  const fault = { on: false, met: 0 };
  const inner = memoryCluster();
  const unlessOn = <T>(work: () => Promise<T>): Promise<T> => {
    if (!fault.on) return work();
    fault.met++;
    return Promise.reject(systemError("UNAVAILABLE", "the log can't be reached"));
  };
  const cluster: Cluster = {
    engine: (parts) => {
      const engine = inner.engine(parts);
      const { log } = engine;
      return {
        ...engine,
        log: {
          append: (...args) => log.append(...args),
          read: (...args) => unlessOn(() => log.read(...args)),
          last: (...args) => unlessOn(() => log.last(...args)),
          tops: (...args) => unlessOn(() => log.tops(...args)),
          listen: (...args) => log.listen(...args),
        },
      };
    },
  };
  return { cluster, fault };
}

/** A table with one player behind a proxy, and everything that comes to her, in its order. */
async function play() {
  const { cluster, fault } = breakable();
  const logger = recordingLogger();
  const server = createServer(contract, { authenticate: () => ({ uid: "ann" }), cluster, logger }) as App;
  const orders: string[] = [];
  let finish: () => void = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  server.service("table", {
    sit: ({ input, session }) => session.join("table:{id}", { id: input }),
    buy: async ({ input }) => {
      const number = orders.push(input);
      await finished;
      return number;
    },
  });
  const closed: string[] = [];
  server.onSessionClose((_, { reason }) => void closed.push(reason));
  const { port } = await server.listen(0, { host: "127.0.0.1" });
  const proxy = await startTcpProxy(port);
  const url = `http://127.0.0.1:${proxy.port}`;
  const client = createClient(contract, { url, token: () => "ann", reconnect: { minMs: 5, maxMs: 50 }, logger });
  const got: string[] = [];
  client.onPush("table.played", (n) => got.push(`played ${n}`));
  client.onPush("user.paid", (n) => got.push(`paid ${n}`));
  client.onPush("table.chat", (text) => got.push(`chat ${text}`));
  const resyncs: string[] = [];
  client.onResync(({ group: name = "", reason }) => resyncs.push(`${name} ${reason}`));
  const ready: unknown[] = [];
  client.onStatus((status) => status.state === "ready" && ready.push(status.resumed));
  await client.request("table.sit", "1");
  await until(() => resyncs.length === 2, "she knows where her streams begin");
  resyncs.length = 0;
  const table = server.group("table:{id}", { id: 1 });
  await table.push("table.played", 0);
  await server.user("ann").push("user.paid", 0);
  await until(() => got.length === 2, "pushes come");
  got.length = 0;
  return {
    ...{ server, url, client, proxy, table, fault, orders, finish: () => finish(), closed, got, resyncs, ready },
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await server.close();
      await proxy.close();
    },
  };
}

/** What came of one kind. */
const only = (got: readonly string[], kind: string) => got.filter((each) => each.startsWith(kind));

describe("a client that lost its connection", () => {
  it("gets what it missed once, in order and before all else, and the answer to what was under way", async () => {
    await using game = await play();
    const { server, client, proxy, table, got } = game;
    server.onSessionResumed(() => table.push("table.chat", "before the welcome"));
    const buying = client.request("table.buy", "hat");
    await until(() => game.orders.length === 1, "it is being bought");
    const [connection] = proxy.connections;
    // What the server believes to have sent is lost as well.
    connection?.deafen();
    for (const n of [1, 2]) await table.push("table.played", n);
    await server.user("ann").push("user.paid", 1);
    await table.push("table.chat", "lost");
    connection?.cut();
    for (const n of [3, 4]) await table.push("table.played", n);
    await server.user("ann").push("user.paid", 2);
    await until(() => game.ready.length === 2, "she is back");
    game.finish();
    expect(await buying).toBe(1);
    await table.push("table.played", 5);
    await until(() => got.includes("played 5"), "what comes then comes as always");

    expect(only(got, "played")).toEqual([1, 2, 3, 4, 5].map((n) => `played ${n}`));
    expect(only(got, "paid")).toEqual(["paid 1", "paid 2"]);
    const chat = got.indexOf("chat before the welcome");
    expect(only(got, "chat")).toHaveLength(1);
    for (const missed of ["played 1", "played 2", "paid 1"]) expect(got.indexOf(missed)).toBeLessThan(chat);
    expect([game.ready, game.resyncs, game.orders]).toEqual([[false, true], [], ["hat"]]);
  });

  it("gets it once however often its connection breaks", async () => {
    await using game = await play();
    const { server, proxy, table, got } = game;
    for (let n = 1; n <= 30; n++) {
      const [connection] = proxy.connections;
      if (n % 2 === 0) connection?.deafen();
      await Promise.all([table.push("table.played", n), server.user("ann").push("user.paid", n)]);
      connection?.cut();
      if (n % 3 === 0) await until(() => game.client.status.state === "ready", "she is back");
    }
    await until(() => got.includes("played 30") && got.includes("paid 30"), "everything came");
    for (const kind of ["played", "paid"]) {
      expect(only(got, kind)).toEqual(Array.from({ length: 30 }, (_, n) => `${kind} ${n + 1}`));
    }
    expect(game.resyncs).toEqual([]);
    expect(game.ready.slice(1)).not.toContain(false);
  });

  it("waits while its streams can't be read, and isn't ended for that", async () => {
    await using game = await play();
    const { server, client, proxy, table, got, fault } = game;
    const [session] = server.sessions("ann");
    fault.on = true;
    proxy.connections[0]?.deafen();
    await table.push("table.played", 1);
    proxy.connections[0]?.cut();
    await until(() => fault.met > 0 && client.status.state === "waiting", "she was let in, and sent back");
    await until(() => session?.connected === false, "the session waits");
    fault.on = false;
    await until(() => got.includes("played 1"), "she is back");
    expect(server.sessions("ann")).toEqual([session]);
    expect([game.ready, game.resyncs, game.closed, got]).toEqual([[false, true], [], [], ["played 1"]]);
  });

  it("is told where streams begin that it doesn't know: the news may have been lost", async () => {
    await using game = await play();
    const first = await new RawClient(game.url).join({ token: "raw", client: "raw" });
    const { session, resume } = first.json("welcome") as { session: string; resume: { token: string } };
    await game.server.session(session)?.join("table:{id}", { id: 1 });
    first.terminate();
    const second = new RawClient(game.url);
    await second.join({
      ...{ token: "raw", client: "raw" },
      resume: { session, token: resume.token, mode: "takeover", positions: [] },
    });
    expect(second.json("welcome")).toMatchObject({ session, resumed: true });
    const news = () => {
      return second.frames.flatMap((frame) => (frame.kind === "position" ? [decodePositionNews(frame.payload)] : []));
    };
    await second.until(() => news().length === 2);
    const top = (stream: string) => ({ event: "joined", stream, position: expect.objectContaining({ offset: 1 }) });
    expect(news()).toEqual(expect.arrayContaining([top(""), top("table:1")]));
    await game.table.push("table.played", 1);
    await second.until(() => second.frames.some((frame) => frame.kind === "push" && fromUtf8(frame.payload) === "1"));
  });
});
