import { createClient } from "@volley/client";
import { defineContract, request, VolleyError } from "@volley/protocol";
import { createServer } from "@volley/server";
import { testCluster } from "@volley/server/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { type Chat, chat, serveChat, startChat } from "../support/chat.js";
import { recordingLogger } from "../support/recording-logger.js";

describe("a request over a socket", () => {
  const logger = recordingLogger();
  let running: Awaited<ReturnType<typeof startChat>>;
  let client: ReturnType<typeof createClient<Chat>>;

  beforeAll(async () => {
    running = await startChat({ logger });
    client = createClient(chat, { url: running.url });
  });
  afterAll(async () => {
    await client.close();
    await running.server.close();
  });

  it("connects by itself and gets its reply", async () => {
    expect(await client.request("room.join", { room: "a" })).toEqual({ members: 1 });
    expect(client.status.state).toBe("ready");
  });

  it("ends with an error that the route declares, its data parsed", async () => {
    const { ok, error } = await client.request("room.join", { room: "full" }).result();
    expect(ok).toBe(false);
    expect(error).toMatchObject({ code: "FULL", data: { max: 2 }, declared: true, retryable: false });
  });

  it("ends with an error that the contract declares for all routes", async () => {
    await expect(client.request("room.join", { room: "closed" })).rejects.toMatchObject({
      code: "CLOSED",
      declared: true,
    });
  });

  it("shows nothing of an unexpected throw but a trace id, under which the log has all", async () => {
    const thrown = await client.request("tool.fail", "password").catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: "INTERNAL", traceId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    if (!VolleyError.is(thrown)) throw thrown;
    expect(JSON.stringify(thrown) + thrown.message).not.toContain("secret");
    const line = logger.lines.find(({ fields }) => fields?.["traceId"] === thrown.traceId);
    expect(line).toMatchObject({
      level: "error",
      fields: { route: "tool.fail", error: new Error("a secret: password") },
    });
  });

  it("is validated by the server whatever the client's types said", async () => {
    const thrown = await client.request("room.join", { room: 5 } as never).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: "VALIDATION", data: { issues: [{ path: ["room"] }] } });
  });

  it("is refused before it leaves when it is larger than the server takes", async () => {
    await client.connect();
    await expect(client.request("tool.echo", "x".repeat(70_000))).rejects.toMatchObject({
      code: "PAYLOAD_TOO_LARGE",
      data: { limitBytes: 65_536 },
    });
    expect(client.status.state).toBe("ready");
  });

  it("can be one of many: 120 at once are all answered", async () => {
    const echoes = Array.from({ length: 120 }, (_, n) => client.request("tool.fast", n));
    expect(await Promise.all(echoes)).toEqual(echoes.map((_, n) => n));
  });
});

describe("a request in memory, on a clock moved by hand", () => {
  const slow = defineContract({
    routes: {
      "job.run": request({ input: z.string(), output: z.string() }),
      "job.free": request({ input: z.string(), output: z.string(), parallel: true }),
      "other.run": request({ input: z.string(), output: z.string() }),
      "job.when": request({
        input: z.object({ at: z.coerce.date() }),
        output: z.object({ next: z.coerce.date<string>() }),
      }),
    },
  });

  /** Handlers end when the test says so, by name. */
  async function setUp(options: { limits?: { mailbox?: number; inFlight?: number } } = {}) {
    const started: string[] = [];
    const ends = new Map<string, (output: string) => void>();
    const aborted: unknown[] = [];
    const run = ({ input, signal }: { input: string; signal: AbortSignal }): Promise<string> => {
      started.push(input);
      signal.addEventListener("abort", () => aborted.push([input, signal.reason]));
      return new Promise((resolve) => ends.set(input, resolve));
    };
    const t = await testCluster(
      slow,
      (server) => {
        server.service(
          "job",
          { run, free: run, when: ({ input }) => ({ next: input.at.toISOString() }) },
          { timeoutMs: 5_000 },
        );
        server.service("other", { run });
      },
      { server: options },
    );
    const client = await t.client({ uid: "a" });
    return { t, client, started, ends, aborted };
  }

  it("starts messages of one service one after another, in the order sent", async () => {
    const { t, client, started, ends } = await setUp();
    const replies = Promise.all(["a", "b", "c"].map((name) => client.request("job.run", name)));
    await t.settle();
    expect(started).toEqual(["a"]);
    ends.get("a")?.("A");
    await t.settle();
    expect(started).toEqual(["a", "b"]);
    ends.get("b")?.("B");
    await t.settle();
    ends.get("c")?.("C");
    expect(await replies).toEqual(["A", "B", "C"]);
    await t.close();
  });

  it("doesn't let one service, one session or a parallel route wait for another", async () => {
    const { t, client, started } = await setUp();
    const second = await t.client({ uid: "b" });
    const waiting = [
      client.request("job.run", "first"),
      client.request("job.run", "behind"),
      client.request("other.run", "other service"),
      client.request("job.free", "parallel"),
      second.request("job.run", "other session"),
    ].map((each) => each.result());
    await t.settle();
    expect(started.sort()).toEqual(["first", "other service", "other session", "parallel"]);
    await t.close();
    expect((await Promise.all(waiting)).map(({ ok }) => ok)).toEqual([false, false, false, false, false]);
  });

  it("answers BUSY when too many wait for a service, and serves the rest", async () => {
    const { t, client, ends } = await setUp({ limits: { mailbox: 1 } });
    const [first, second, third] = ["a", "b", "c"].map((name) => client.request("job.run", name).result());
    expect(await third).toMatchObject({ ok: false, error: { code: "BUSY", retryable: true } });
    ends.get("a")?.("A");
    expect(await first).toMatchObject({ ok: true });
    await t.settle();
    ends.get("b")?.("B");
    expect(await second).toMatchObject({ ok: true });
    await t.close();
  });

  it("answers BUSY when too many are under way in all", async () => {
    const { t, client } = await setUp({ limits: { inFlight: 2 } });
    void client.request("job.free", "a").result();
    void client.request("other.run", "b").result();
    expect(await client.request("job.free", "c").result()).toMatchObject({ error: { code: "BUSY" } });
    await t.close();
  });

  it("gets TIMEOUT when the handler's time is over; its signal aborts, and the next message starts", async () => {
    const { t, client, started, aborted } = await setUp();
    const first = client.request("job.run", "slow", { timeoutMs: 60_000 }).result();
    void client.request("job.run", "next", { timeoutMs: 60_000 }).result();
    await t.settle();
    await t.clock.advance(4_999);
    expect(aborted).toEqual([]);
    await t.clock.advance(1);
    expect(await first).toMatchObject({ error: { code: "TIMEOUT", message: expect.stringContaining("5000 ms") } });
    await t.settle();
    expect(aborted).toMatchObject([["slow", { code: "CANCELLED" }]]);
    expect(started).toEqual(["slow", "next"]);
    await t.close();
  });

  it("gets TIMEOUT by its own time when that is shorter, and tells the handler", async () => {
    const { t, client, aborted } = await setUp();
    const reply = client.request("job.run", "slow", { timeoutMs: 1_000 }).result();
    await t.settle();
    await t.clock.advance(1_000);
    expect(await reply).toMatchObject({ error: { code: "TIMEOUT" } });
    await t.settle();
    expect(aborted).toMatchObject([["slow", { code: "CANCELLED" }]]);
    await t.close();
  });

  it("aborts the handler's signal when the client cancels", async () => {
    const { t, client, aborted, ends } = await setUp();
    const controller = new AbortController();
    const reply = client.request("job.run", "a", { signal: controller.signal }).result();
    await t.settle();
    controller.abort();
    expect(await reply).toMatchObject({ error: { code: "CANCELLED" } });
    await t.settle();
    expect(aborted).toMatchObject([["a", { code: "CANCELLED" }]]);
    ends.get("a")?.("too late");
    await t.settle();
    await t.close();
  });

  it("never starts when it was cancelled while it waited for its turn", async () => {
    const { t, client, started, ends } = await setUp();
    const controller = new AbortController();
    void client.request("job.run", "a").result();
    void client.request("job.run", "b", { signal: controller.signal }).result();
    await t.settle();
    controller.abort();
    await t.settle();
    ends.get("a")?.("A");
    await t.settle();
    expect(started).toEqual(["a"]);
    await t.close();
  });

  it("aborts what a session left behind", async () => {
    const { t, client, aborted } = await setUp();
    const reply = client.request("job.run", "a").result();
    await t.settle();
    client.disconnect();
    expect(await reply).toMatchObject({ error: { code: "DISCONNECTED", data: { sent: true } } });
    await t.settle();
    expect(aborted).toHaveLength(1);
    await t.close();
  });

  it("parses on the receiving side only: the wire carries what the sender wrote", async () => {
    const { t, client } = await setUp();
    const { next } = await client.request("job.when", { at: "2026-01-02T03:04:05.000Z" });
    expect(next).toEqual(new Date("2026-01-02T03:04:05.000Z"));
    await t.close();
  });
});

describe("checks on the server's own output", () => {
  const contract = defineContract({
    routes: {
      "a.b": request({ output: z.object({ seat: z.number() }), errors: { FULL: z.object({ max: z.number() }) } }),
    },
  });
  const wrong = { seat: "one" } as unknown as { seat: number };

  it("answers INTERNAL for a wrong reply in development, and says why in the log", async () => {
    const logger = recordingLogger();
    await using t = await testCluster(contract, (server) => server.handle("a.b", () => wrong), {
      server: { logger, check: true },
    });
    const client = await t.client();
    expect(await client.request("a.b").result()).toMatchObject({ error: { code: "INTERNAL" } });
    expect(logger.lines).toContainEqual(
      expect.objectContaining({ level: "error", message: "the handler threw VALIDATION" }),
    );
  });

  it("answers INTERNAL for an error with wrong data in development", async () => {
    const setup = (server: Parameters<Parameters<typeof testCluster<typeof contract>>[1]>[0]): void =>
      server.handle("a.b", ({ errors }) => {
        throw errors.FULL({ max: "four" } as never);
      });
    await using t = await testCluster(contract, setup, { server: { logger: recordingLogger(), check: true } });
    expect(await (await t.client()).request("a.b").result()).toMatchObject({ error: { code: "INTERNAL" } });
  });

  it("leaves them out in production: the client still parses", async () => {
    await using t = await testCluster(contract, (server) => server.handle("a.b", () => wrong), {
      server: { check: false },
    });
    const client = await t.client();
    expect(await client.request("a.b").result()).toMatchObject({ error: { code: "VALIDATION" } });
  });
});

describe("starting a server", () => {
  it("names every route that has no handler", () => {
    const server = createServer(chat);
    expect(() => server.attach({} as never)).toThrow(/no handler for room\.join, room\.leave, .*tool\.fast/);
  });

  it("refuses a second handler, an unknown route, and a late one", async () => {
    const server = createServer(chat, { anonymous: true });
    serveChat(server as never);
    const loose = server as unknown as Record<"handle" | "service" | "use", (name: string, what: unknown) => void>;
    expect(() => server.handle("tool.fail", () => {})).toThrow(/has a handler already/);
    expect(() => loose.handle("tool.nope", () => {})).toThrow(/no route "tool.nope"/);
    expect(() => loose.service("nope", {})).toThrow(/no service "nope"/);
    expect(() => loose.use("nope", () => () => {})).toThrow(/no service or route "nope"/);
    await server.listen(0, { host: "127.0.0.1" });
    expect(() => server.handle("tool.fail", () => {})).toThrow(/before the server starts/);
    await server.close();
  });
});
