import { defineContract, defineRemotes, notify, request, VolleyError } from "@volley/protocol";
import { createServer, memoryCluster, type RemoteCall, type Server } from "@volley/server";
import { testCluster } from "@volley/server/testing";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { recordingLogger } from "../../support/recording-logger.js";

const contract = defineContract({ routes: { "shop.buy": request({ input: z.number(), output: z.string() }) } });
const bank = defineRemotes({
  routes: {
    "bank.pay": request({
      input: z.object({ cents: z.number(), at: z.coerce.date() }),
      errors: { BROKE: z.object({ cents: z.number() }) },
    }),
    "bank.slow": request(),
    "mail.send": notify({ input: z.string() }),
  },
});

interface Seen {
  readonly node: string;
  readonly call: Pick<RemoteCall<unknown, unknown>, "input" | "caller" | "idempotencyKey" | "route" | "signal">;
}

/** Serves the bank; `fail` is what the next calls throw, one after another. */
function openBank(server: Server<typeof contract>, seen: Seen[], fail: (call: never) => unknown = () => undefined) {
  const take = (call: Seen["call"]): void => {
    seen.push({ node: server.node.id, call });
    const thrown = fail(call as never);
    if (thrown !== undefined) throw thrown;
  };
  server.remotes(
    bank,
    {
      "bank.pay": take,
      "bank.slow": async (call) => {
        take(call);
        await new Promise<void>((resolve) => call.signal.addEventListener("abort", () => resolve()));
      },
      "mail.send": take,
    },
    { timeoutMs: 1_000 },
  );
}

/** A frontend that serves nothing of this, and a backend that serves the bank. */
async function start(fail?: (call: never) => unknown) {
  const seen: Seen[] = [];
  const logger = recordingLogger();
  const t = await testCluster(
    contract,
    (server, { role }) => {
      if (role === "backend") return openBank(server, seen, fail);
      server.service("shop", {
        buy: async ({ input }) => (await server.enqueue(bank, "mail.send", `bought ${input}`)).jobId,
      });
    },
    { nodes: ["frontend", "backend"], server: { logger } },
  );
  const [front, back] = t.servers as [Server<typeof contract>, Server<typeof contract>];
  return { t, front, back, seen, logger, [Symbol.asyncDispose]: () => t.close() };
}

const pay = { cents: 5, at: "2026-01-01T00:00:00Z" };

describe("an enqueued call", () => {
  it("is made by a node that serves the remote, with its input parsed", async () => {
    await using c = await start();
    const { jobId } = await c.front.enqueue(bank, "bank.pay", pay);
    await c.t.settle();
    expect(c.seen).toHaveLength(1);
    expect(c.seen[0]).toMatchObject({
      node: c.back.node.id,
      call: {
        input: { cents: 5, at: new Date(pay.at) },
        caller: { node: c.front.node.id, uid: undefined },
        idempotencyKey: jobId,
        route: "bank.pay",
      },
    });
  });

  it("knows on whose behalf it was enqueued", async () => {
    await using c = await start();
    const client = await c.t.client({ uid: "ada" });
    const jobId = await client.request("shop.buy", 7);
    await c.t.settle();
    expect(c.seen[0]?.call).toMatchObject({ input: "bought 7", caller: { uid: "ada" }, idempotencyKey: jobId });
  });

  it("is one per key, remote by remote", async () => {
    await using c = await start();
    const first = await c.front.enqueue(bank, "mail.send", "a", { key: "k 1" });
    expect(await c.back.enqueue(bank, "mail.send", "b", { key: "k 1" })).toEqual(first);
    const others = await Promise.all([
      c.front.enqueue(bank, "mail.send", "c", { key: "k 2" }),
      c.front.enqueue(bank, "bank.pay", pay, { key: "k 1" }),
    ]);
    await c.t.settle();
    expect(new Set([first, ...others].map(({ jobId }) => jobId)).size).toBe(3);
    expect(c.seen.map(({ call }) => call.idempotencyKey).sort()).toEqual(["k 1", "k 1", "k 2"]);
    await c.t.clock.advance(3_601_000);
    await c.front.enqueue(bank, "mail.send", "d", { key: "k 1" });
    await c.t.settle();
    expect(c.seen).toHaveLength(4);
  });

  it("waits for its delay, and for a node that serves it", async () => {
    await using c = await start();
    await c.front.enqueue(bank, "mail.send", "late", { delayMs: 60_000 });
    await c.t.clock.advance(59_000);
    expect(c.seen).toHaveLength(0);
    await c.t.clock.advance(1_000);
    expect(c.seen).toHaveLength(1);
  });

  it("is made again after bugs, time-outs and errors that say so, with the same key", async () => {
    const thrown = [new Error("a bug"), new VolleyError("BUSY", "later")];
    await using c = await start(() => thrown.shift());
    await c.front.enqueue(bank, "bank.slow", undefined, { backoffMs: 100 });
    for (const ms of [0, 100, 200]) await c.t.clock.advance(ms);
    expect(c.seen).toHaveLength(3);
    await c.t.clock.advance(1_000);
    expect(c.seen[2]?.call.signal.aborted).toBe(true);
    await c.t.clock.advance(400);
    expect(c.seen).toHaveLength(4);
    expect(new Set(c.seen.map(({ call }) => call.idempotencyKey)).size).toBe(1);
  });

  it("is refused when it can't be one", async () => {
    await using c = await start();
    const enqueue = (route: string, input?: unknown, options?: object) =>
      c.front.enqueue(bank, route as "bank.pay", input as typeof pay, options);
    await expect(enqueue("bank.rob")).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(enqueue("bank.pay", { cents: "5" })).rejects.toMatchObject({ code: "VALIDATION" });
    await expect(enqueue("bank.pay", pay, { attempts: 0 })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    const long = enqueue("mail.send", "x".repeat(1_048_576));
    await expect(long).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE", data: { limitBytes: 1_048_576 } });
    expect(c.seen).toEqual([]);
  });
});

describe("dead jobs", () => {
  it("are those whose errors say that trying again can't help, and show why", async () => {
    await using c = await start(({ errors }: { errors: { BROKE(data: unknown): unknown } }) =>
      errors.BROKE({ cents: 5 }),
    );
    const { jobId } = await c.front.enqueue(bank, "bank.pay", pay, { key: "k" });
    await c.t.settle();
    const [dead, ...more] = await c.front.deadJobs(bank).list();
    expect(more).toEqual([]);
    expect(dead).toMatchObject({
      jobId,
      route: "bank.pay",
      input: pay,
      idempotencyKey: "k",
      caller: { node: c.front.node.id, uid: undefined },
      starts: 1,
      enqueuedAt: c.t.clock.now(),
      diedAt: c.t.clock.now(),
    });
    expect(dead?.error).toMatchObject({ code: "BROKE", declared: true, data: { cents: 5 } });
    const lines = c.logger.lines.filter(({ level }) => level === "error");
    expect(lines.map(({ fields }) => fields)).toEqual([
      { job: jobId, remote: "bank.pay", code: "BROKE", traceId: undefined },
    ]);
  });

  it("are those whose tries are used up; bugs stay hidden", async () => {
    let heal = false;
    await using c = await start(() => (heal ? undefined : new Error("a bug")));
    const { jobId } = await c.front.enqueue(bank, "mail.send", "hello", { attempts: 2, backoffMs: 10 });
    for (const ms of [0, 10]) await c.t.clock.advance(ms);
    const handle = c.back.deadJobs(bank);
    const [dead] = await handle.list();
    expect(dead).toMatchObject({ jobId, starts: 2, error: { code: "INTERNAL", traceId: expect.any(String) } });
    expect(dead?.error.message).not.toContain("bug");
    heal = true;
    expect(await handle.retry(jobId)).toBe(true);
    await c.t.settle();
    expect(c.seen).toHaveLength(3);
    expect(await handle.list()).toEqual([]);
    expect(await handle.retry(jobId)).toBe(false);
  });

  it("are found in all services of their remotes, and dropped", async () => {
    await using c = await start(() => new VolleyError("FORBIDDEN", "no"));
    const mail = await c.front.enqueue(bank, "mail.send", "hello");
    await c.t.clock.advance(1);
    await c.front.enqueue(bank, "bank.pay", pay);
    await c.t.settle();
    const handle = c.front.deadJobs(bank);
    expect((await handle.list()).map(({ route }) => route)).toEqual(["bank.pay", "mail.send"]);
    expect(await handle.drop(mail.jobId)).toBe(true);
    expect((await handle.list()).map(({ route }) => route)).toEqual(["bank.pay"]);
    await expect(handle.list({ limit: 0 })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });
});

describe("a server", () => {
  it("works the jobs it enqueues when it is alone, in memory, and finishes what runs when it closes", async () => {
    const server = createServer(contract, { anonymous: true, logger: recordingLogger() });
    server.service("shop", { buy: () => "" });
    const seen: Seen[] = [];
    openBank(server, seen);
    const early = await server.enqueue(bank, "bank.slow");
    await server.start();
    expect(seen[0]?.call).toMatchObject({ idempotencyKey: early.jobId, caller: { node: server.node.id } });
    await server.close();
    // The handler has ended: its own time-out is what aborted it.
    expect(seen[0]?.call.signal.aborted).toBe(true);
    await expect(server.enqueue(bank, "mail.send", "x")).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });

  it("of a cluster says what is missing when it wasn't told where to keep jobs", async () => {
    await using server = createServer(contract, { cluster: memoryCluster(), role: "backend" });
    await server.start();
    const why = { code: "UNSUPPORTED", message: expect.stringContaining("@volley/server/jobs") };
    await expect(server.enqueue(bank, "mail.send", "x")).rejects.toMatchObject(why);
    await expect(server.deadJobs(bank).list()).rejects.toMatchObject(why);
  });
});
