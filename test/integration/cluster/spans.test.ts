import { randomBytes } from "node:crypto";
import { context, propagation, ROOT_CONTEXT, SpanKind, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { traced } from "@volley/client/opentelemetry";
import { defineContract, defineRemotes, notify, push, request } from "@volley/protocol";
import { type Cluster, redis, type Server, type TraceContext } from "@volley/server";
import { openTelemetry } from "@volley/server/opentelemetry";
import { testCluster } from "@volley/server/testing";
import { afterEach, beforeEach, describe, expect, inject, it, onTestFinished } from "vitest";
import * as z from "zod";
import { until } from "../../support/until.js";

const contract = defineContract({
  routes: { "shop.buy": request({ input: z.string() }), "shop.look": notify({ input: z.string() }) },
  pushes: { "shop.sold": push(z.string()), "shop.kept": push(z.string(), { delivery: "replay" }) },
});
const bank = defineRemotes({ routes: { "bank.pay": request({ input: z.string() }) } });
const mail = defineRemotes({ routes: { "mail.send": notify({ input: z.string() }) } });

let exporter: InMemorySpanExporter;

beforeEach(() => {
  // One for each test: spans of the one before may end only when its cluster closes.
  exporter = new InMemorySpanExporter();
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
});
afterEach(() => {
  for (const api of [context, trace, propagation]) api.disable();
});

/** Memory, and Redis if there is one. */
function grounds(): [name: string, cluster: () => Cluster | undefined][] {
  const url = inject("redisUrl");
  const onRedis = () => redis({ url: url ?? "", prefix: `test-${randomBytes(6).toString("hex")}` });
  return [["memory", () => undefined], ...(url === null ? [] : [["Redis", onRedis] as [string, () => Cluster]])];
}

/** A frontend; a shop that asks the bank and tells a buyer's friend; the bank, which has a mail sent as a job. */
async function start({ cluster, traces = true }: { cluster?: Cluster | undefined; traces?: boolean } = {}) {
  const seen: (TraceContext | undefined)[] = [];
  const t = await testCluster(
    contract,
    (server, { index }) => {
      if (index === 1) {
        server.use((next) => (call) => {
          seen.push(call.trace);
          return next(call);
        });
        server.service("shop", {
          buy: async ({ input }) => {
            if (input === "nothing") throw new Error("on purpose");
            await server.rpc(bank, "bank.pay", input);
            await server.everybody().push("shop.sold", input);
            await server.user("friend").push("shop.kept", input);
          },
          look: ({ trace: own }) => void seen.push(own),
        });
      }
      if (index === 2) {
        server.remotes(mail, { "mail.send": () => {} });
        server.remotes(bank, {
          "bank.pay": async ({ input }) => {
            if (cluster === undefined) await server.enqueue(mail, "mail.send", input);
          },
        });
      }
    },
    { nodes: ["frontend", "backend", "backend"], cluster, server: traces ? { traces: openTelemetry() } : {} },
  );
  onTestFinished(() => t.close());
  return { t, seen, front: t.servers[0] as unknown as Server<typeof contract> };
}

const spans = () => exporter.getFinishedSpans();
const named = (name: string, kind: SpanKind) => spans().find((each) => each.name === name && each.kind === kind);
async function span(name: string, kind: SpanKind) {
  await until(() => named(name, kind) !== undefined, `the span ${name} of kind ${SpanKind[kind]}`);
  return named(name, kind) as NonNullable<ReturnType<typeof named>>;
}

describe.each(grounds())("a request on %s", { timeout: 60_000 }, (_, cluster) => {
  it("is one trace, from one client through three nodes to another client", async () => {
    const ground = cluster();
    const { t, seen } = await start({ cluster: ground });
    const buyer = traced(await t.client({ uid: "buyer" }));
    const friend = traced(await t.client({ uid: "friend" }));
    const heard: (string | undefined)[] = [];
    for (const name of ["shop.sold", "shop.kept"] as const) {
      friend.onPush(name, () => void heard.push(trace.getActiveSpan()?.spanContext().traceId));
    }
    await trace.getTracer("app").startActiveSpan("click", async (click) => {
      await buyer.request("shop.buy", "hat");
      click.end();
    });
    await until(() => heard.length === 2, "the pushes");
    const path = [
      await span("click", SpanKind.INTERNAL),
      await span("shop.buy", SpanKind.CLIENT),
      await span("shop", SpanKind.CLIENT),
      await span("shop.buy", SpanKind.SERVER),
    ] as const;
    const more = [
      [await span("bank.pay", SpanKind.CLIENT), path[3]],
      [await span("bank.pay", SpanKind.SERVER), await span("bank.pay", SpanKind.CLIENT)],
      [await span("shop.sold", SpanKind.PRODUCER), path[3]],
      [await span("shop.sold", SpanKind.CONSUMER), await span("shop.sold", SpanKind.PRODUCER)],
      [await span("shop.kept", SpanKind.CONSUMER), await span("shop.kept", SpanKind.PRODUCER)],
    ] as const;
    const { traceId } = path[0].spanContext();
    for (const [at, each] of path.entries()) {
      expect(each.parentSpanContext?.spanId, each.name).toBe(path[at - 1]?.spanContext().spanId);
    }
    for (const [each, parent] of more) {
      expect(each.parentSpanContext?.spanId, each.name).toBe(parent.spanContext().spanId);
    }
    for (const each of spans()) expect(each.spanContext().traceId, each.name).toBe(traceId);
    expect(heard).toEqual([traceId, traceId]);
    const sold = await span("shop.sold", SpanKind.CONSUMER);
    const producer = (await span("shop.sold", SpanKind.PRODUCER)).spanContext();
    expect(sold.links.map(({ context: { spanId } }) => spanId)).toEqual([producer.spanId]);
    expect(seen).toEqual([{ traceparent: `00-${traceId}-${path[3].spanContext().spanId}-01` }]);
  });
});

describe("traces", () => {
  it("go on in jobs", async () => {
    const { t } = await start();
    await traced(await t.client()).request("shop.buy", "hat");
    await t.clock.advance(1_000);
    const enqueued = await span("mail.send", SpanKind.PRODUCER);
    const run = await span("mail.send", SpanKind.SERVER);
    expect(run.parentSpanContext?.spanId).toBe(enqueued.spanContext().spanId);
    expect(run.spanContext().traceId).toBe((await span("shop.buy", SpanKind.CLIENT)).spanContext().traceId);
  });

  it("say what went wrong", async () => {
    const { t } = await start();
    await traced(await t.client())
      .request("shop.buy", "nothing")
      .result();
    for (const kind of [SpanKind.CLIENT, SpanKind.SERVER]) {
      expect((await span("shop.buy", kind)).attributes["error.type"]).toBe("INTERNAL");
    }
  });

  it("of a notify end where it is handled", async () => {
    const { t, seen } = await start();
    traced(await t.client()).notify("shop.look", "hat");
    const sent = await span("shop.look", SpanKind.PRODUCER);
    expect((await span("shop.look", SpanKind.SERVER)).spanContext().traceId).toBe(sent.spanContext().traceId);
    expect(seen.map((each) => each?.traceparent.slice(3, 35))).toEqual(Array(2).fill(sent.spanContext().traceId));
  });

  it("keep what a client says itself: its flags, not sampled, and its state; what isn't valid is ignored", async () => {
    const { t, seen } = await start();
    const client = await t.client();
    const id = "5".repeat(32);
    const tracestate = "congo=t61rcWkgMzE";
    await client.request("shop.buy", "hat", { trace: { traceparent: `00-${id}-${"6".repeat(16)}-00`, tracestate } });
    expect(seen[0]?.traceparent).toMatch(new RegExp(`^00-${id}-[0-9a-f]{16}-00$`));
    expect(seen[0]?.tracestate).toBe(tracestate);
    expect(spans()).toEqual([]);
    await client.request("shop.buy", "hat", { trace: { traceparent: "00-nonsense" } });
    const handled = await span("shop.buy", SpanKind.SERVER);
    expect(handled.spanContext().traceId).not.toBe(id);
  });

  it("are handed on as they are where nothing is recorded", async () => {
    trace.disable();
    const { t, seen } = await start();
    const own = { traceparent: `00-${"5".repeat(32)}-${"6".repeat(16)}-01` };
    await traced(await t.client()).request("shop.buy", "hat", { trace: own });
    expect(seen).toEqual([own]);
  });

  it("are none where the server has no tracer, whatever is registered", async () => {
    const { t, seen } = await start({ traces: false });
    await t.client().then((client) => client.request("shop.buy", "hat"));
    expect(seen).toEqual([undefined]);
    expect(context.active()).toBe(ROOT_CONTEXT);
    expect(spans()).toEqual([]);
  });
});
