import { createClient } from "@volley/client";
import { defineContract, defineRemotes, group, notify, push, request } from "@volley/protocol";
import { createServer, memoryCluster, memoryJobs, type Server, type ServerOptions } from "@volley/server";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { type Balancer, startBalancer } from "../support/cluster/balancer.js";
import { RawClient } from "../support/raw-client.js";
import { recordingLogger } from "../support/recording-logger.js";
import { until } from "../support/until.js";

const contract = defineContract({
  routes: {
    "seat.take": request({ output: z.string() }),
    "seat.wait": request({ input: z.number(), output: z.string() }),
    "match.make": request({ output: z.string() }),
  },
  pushes: { "room.said": push(z.string(), { delivery: "replay" }) },
  groups: { room: group(["room.said"]) },
});
type App = Server<typeof contract>;

/** Serves all of it; tells how often somebody came to wait, and lets those go who wait without end. */
function serve(server: App) {
  const waiting = new Set<() => void>();
  let waits = 0;
  server.service("seat", {
    take: async ({ session }) => {
      await session.join("room");
      return server.node.id;
    },
    wait: async ({ input }) => {
      waits++;
      await new Promise<void>((resolve) => (input === 0 ? waiting.add(resolve) : setTimeout(resolve, input)));
      return server.node.id;
    },
  });
  server.service("match", { make: () => server.node.id }, { drain: "refuse" });
  const letGo = (): void => {
    for (const go of waiting) go();
  };
  return { letGo, waits: () => waits };
}

async function startServer(options: ServerOptions = {}, prepare: (server: App) => void = () => {}) {
  const logger = recordingLogger();
  const server = createServer(contract, {
    authenticate: ({ token }) => (token === null ? null : { uid: token }),
    logger,
    ...options,
  }) as unknown as App;
  const { letGo, waits } = serve(server);
  prepare(server);
  const { url } = await server.listen(0, { host: "127.0.0.1" });
  onTestFinished(() => server.close());
  return { server, url, letGo, waits, logger };
}

function startClient(url: string, uid = "ann") {
  const client = createClient(contract, { url, token: () => uid, logger: recordingLogger() });
  onTestFinished(() => client.close());
  const statuses: string[] = [];
  client.onStatus((status) => {
    statuses.push(status.state === "ready" ? `ready${status.resumed ? " again" : ""}` : status.state);
  });
  return { client, statuses };
}

describe("a drain of one node of several", () => {
  async function start(options: ServerOptions = {}, prepare?: (server: App) => void) {
    const cluster = memoryCluster();
    const [one, other] = await Promise.all([
      startServer({ cluster, ...options }, prepare),
      startServer({ cluster, ...options }, prepare),
    ]);
    await until(() => [one, other].every(({ server }) => server.nodes().length === 2), "both know both");
    const balancer: Balancer = await startBalancer(one.url);
    onTestFinished(() => balancer[Symbol.asyncDispose]());
    return { one, other, balancer };
  }

  it("moves clients with their sessions, and loses neither what is under way nor what is pushed", async () => {
    const { one, other, balancer } = await start();
    const players = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        const { client, statuses } = startClient(balancer.url, `p${n}`);
        const heard: string[] = [];
        client.onPush("room.said", (said) => heard.push(said));
        expect(await client.request("seat.take")).toBe(one.server.node.id);
        return { client, statuses, heard, answer: client.request("seat.wait", 600) };
      }),
    );
    balancer.lead(other.url);
    const drained = one.server.drain({ waitMs: 50, perSecond: 50 });
    let said = 0;
    while (one.server.sessions().length > 0) {
      await other.server.group("room").push("room.said", `${said++}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(await drained).toMatchObject({ moved: 20, ended: 0, unfinished: 0 });
    const all = Array.from({ length: said }, (_, n) => `${n}`);
    for (const { client, statuses, heard, answer } of players) {
      expect(await answer).toBe(one.server.node.id);
      expect(await client.request("seat.take")).toBe(other.server.node.id);
      await until(() => heard.length === said, "all pushes are there");
      expect(heard).toEqual(all);
      expect(statuses.filter((each) => each.startsWith("ready"))).toEqual(["ready", "ready again"]);
      expect(statuses).not.toContain("waiting");
    }
  });

  it("tells the others first, goes on for a while, and then lets nobody in", async () => {
    const { one, other, balancer } = await start();
    const drained = one.server.drain({ waitMs: 400 });
    const stateOf = () => other.server.nodes().find(({ id }) => id === one.server.node.id)?.state;
    await until(() => stateOf() === "draining", "the other knows");
    const { client } = startClient(one.url);
    expect(await client.request("seat.take")).toBe(one.server.node.id);
    balancer.lead(other.url);
    await client.close();
    expect(await drained).toMatchObject({ moved: 0, unfinished: 0 });
    expect(other.server.nodes().map(({ id }) => id)).toEqual([other.server.node.id]);
  });

  it("asks clients again whose way out led back to it", async () => {
    const { one, other, balancer } = await start();
    const { client, statuses } = startClient(balancer.url);
    await client.request("seat.take");
    const drained = one.server.drain({ waitMs: 0 });
    await until(() => balancer.count === 2, "it tried, and was led back");
    balancer.lead(other.url);
    expect(await drained).toMatchObject({ moved: 1, ended: 0, unfinished: 0 });
    expect(await client.request("seat.take")).toBe(other.server.node.id);
    expect(statuses).toEqual(["connecting", "ready", "ready again"]);
  });

  it("sends who doesn't follow away when the time is over; the session waits on other nodes", async () => {
    const { one, other, balancer } = await start();
    const { client, statuses } = startClient(balancer.url);
    await client.request("seat.take");
    const { session } = client.status as { session: string };
    // Whoever it asks, its way out leads back.
    const drained = one.server.drain({ waitMs: 0, withinMs: 500 });
    expect(await drained).toMatchObject({ moved: 0, ended: 1, unfinished: 0 });
    balancer.lead(other.url);
    await until(() => client.status.state === "ready", "it is back");
    expect(client.status).toMatchObject({ session, resumed: true });
    expect(statuses).toContain("waiting");
  });

  it("begins nothing new of services that say so, here or for others", async () => {
    const { one, other } = await start();
    other.server.routing("match", (_, nodes) => nodes.find(({ id }) => id === one.server.node.id) ?? nodes[0]);
    const { client } = startClient(one.url);
    await client.connect();
    expect(await client.request("match.make")).toBe(one.server.node.id);
    const drained = one.server.drain({ waitMs: 300 });
    const { error } = await client.request("match.make").result();
    expect(error).toMatchObject({ code: "DRAINING", retryable: true });
    expect(await client.request("seat.wait", 1)).toBe(one.server.node.id);
    await client.close();
    await drained;
  });

  it("hands on the sessions of clients who are away", async () => {
    const { one, other, balancer } = await start();
    const { client, statuses } = startClient(balancer.url);
    await client.request("seat.take");
    const { session } = client.status as { session: string };
    balancer.lead("http://127.0.0.1:1");
    balancer.cut();
    await until(() => one.server.sessions().some(({ connected }) => !connected), "its connection is known to be lost");
    expect(await one.server.drain({ waitMs: 0 })).toMatchObject({ moved: 0, ended: 0, unfinished: 0 });
    await other.server.group("room").push("room.said", "missed");
    balancer.lead(other.url);
    const heard: string[] = [];
    client.onPush("room.said", (said) => heard.push(said));
    await until(() => statuses.at(-1) === "ready again", "it is back");
    expect(client.status).toMatchObject({ session, resumed: true });
    await until(() => heard.length > 0, "what it missed came");
    expect(heard).toEqual(["missed"]);
  });

  it("begins no job any more, and finishes those that it has", async () => {
    const post = defineRemotes({ routes: { "mail.send": notify({ input: z.number() }) } });
    const jobs = memoryJobs();
    const sent: string[] = [];
    let letGo = (): void => {};
    const { one, other } = await start({ jobs }, (server) =>
      server.remotes(post, {
        "mail.send": async ({ input }) => {
          const { id } = server.node;
          if (input === 0)
            await new Promise<void>((resolve) => {
              letGo = resolve;
              sent.push(`begun ${id}`);
            });
          sent.push(`${input} ${id}`);
        },
      }),
    );
    await one.server.enqueue(post, "mail.send", 0);
    await until(() => sent.length === 1, "a job runs");
    const [busy, free] = sent[0]?.endsWith(one.server.node.id) ? [one, other] : [other, one];
    let isOver = false;
    const drained = busy.server.drain({ waitMs: 0 }).finally(() => {
      isOver = true;
    });
    for (let n = 1; n <= 20; n++) await busy.server.enqueue(post, "mail.send", n);
    await until(() => sent.length === 21, "the others are done");
    expect(isOver).toBe(false);
    expect(new Set(sent.slice(1).map((each) => each.split(" ")[1]))).toEqual(new Set([free.server.node.id]));
    letGo();
    expect(await drained).toMatchObject({ unfinished: 0 });
    expect(sent).toContain(`0 ${busy.server.node.id}`);
  });

  it("finishes what it began for other nodes", async () => {
    const cluster = memoryCluster();
    const backend = createServer(contract, { cluster, role: "backend" }) as unknown as App;
    const { letGo, waits } = serve(backend);
    const frontend = createServer(contract, { cluster, role: "frontend", anonymous: true }) as unknown as App;
    onTestFinished(() => Promise.all([frontend.close(), backend.close()]).then(() => {}));
    await backend.start();
    const { url } = await frontend.listen(0, { host: "127.0.0.1" });
    await until(() => frontend.nodes().length === 2);
    const { client } = startClient(url);
    const answer = client.request("seat.wait", 0);
    await until(() => waits() === 1, "it is begun");
    const drained = backend.drain({ waitMs: 0 });
    await until(() => frontend.nodes().some(({ state }) => state === "draining"));
    letGo();
    expect(await answer).toBe(backend.node.id);
    expect(await drained).toMatchObject({ unfinished: 0 });
    expect((await client.request("seat.take").result()).error).toMatchObject({ code: "UNAVAILABLE" });
  });
});

describe("a drain of a server alone", () => {
  it("finishes what is under way, and tells clients when to come back", async () => {
    const { server, url, waits } = await startServer();
    const { client, statuses } = startClient(url);
    const raw = await new RawClient(url).join({ token: "bob" });
    await client.connect();
    const answer = client.request("seat.wait", 300);
    await until(() => waits() === 1, "it is begun");
    const drained = server.drain({ waitMs: 0, perSecond: 1 });
    expect(await answer).toBeDefined();
    expect(await drained).toMatchObject({ moved: 0, ended: 2, unfinished: 0 });
    expect(raw.json("goodbye")).toMatchObject({ reason: "going-away", retryAfterMs: expect.any(Number) });
    await until(() => statuses.at(-1) === "waiting", "the client waits");
    expect(client.status).toMatchObject({ state: "waiting", cause: { code: "DRAINING" } });
    expect((client.status as { retryInMs: number }).retryInMs).toBeGreaterThanOrEqual(1_000);
  });

  it("cuts off what isn't done in time, and says so", async () => {
    const { server, url, logger, waits } = await startServer();
    const { client } = startClient(url);
    await client.connect();
    const answer = client.request("seat.wait", 0).result();
    await until(() => waits() === 1, "it is begun");
    expect(await server.drain({ waitMs: 0, withinMs: 200 })).toMatchObject({ unfinished: 1 });
    expect((await answer).error).toMatchObject({ code: "DISCONNECTED" });
    expect(logger.lines).toContainEqual(
      expect.objectContaining({ level: "warn", message: expect.stringContaining("drain's time was over") }),
    );
  });

  it.each([
    ["drain() again", (server: App) => void server.drain()],
    ["close()", (server: App) => void server.close()],
  ])("is over at once after %s", async (_, force) => {
    const { server, url } = await startServer();
    const { client } = startClient(url);
    await client.connect();
    const drained = server.drain({ waitMs: 3_600_000 });
    force(server);
    expect((await drained).tookMs).toBeLessThan(60_000);
    await until(() => client.status.state === "waiting", "it was closed");
  });

  it("is over at once when its signal aborts, and refuses times that are none", async () => {
    const { server } = await startServer();
    await expect(server.drain({ perSecond: 0 })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    const controller = new AbortController();
    const drained = server.drain({ waitMs: 3_600_000, signal: controller.signal });
    controller.abort();
    expect(await drained).toMatchObject({ moved: 0, ended: 0 });
  });

  it("turns new clients away with DRAINING, before their tokens cost anything", async () => {
    let asked = 0;
    const { server, url, letGo, waits } = await startServer({
      authenticate: ({ token }) => {
        asked++;
        return { uid: token ?? "nobody" };
      },
    });
    const { client: first } = startClient(url, "ann");
    await first.connect();
    const answer = first.request("seat.wait", 0);
    await until(() => waits() === 1, "it is begun");
    const drained = server.drain({ waitMs: 0 });
    const { client: late } = startClient(url, "late");
    void late.connect().catch(() => {});
    await until(() => late.status.state === "waiting", "it is refused");
    expect(late.status).toMatchObject({ cause: { code: "DRAINING" } });
    expect(asked).toBe(1);
    letGo();
    await answer;
    await drained;
  });
});
