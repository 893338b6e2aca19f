import { context, SpanKind, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { openTelemetry } from "@volley/server/opentelemetry";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { envelopeClient, runServer } from "./reference-server.fixture.js";

const exporter = new InMemorySpanExporter();
const within = { timeout: 15_000 };

beforeEach(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
});
afterEach(() => {
  exporter.reset();
  context.disable();
  trace.disable();
});

async function start() {
  const { url } = await runServer({}, { traces: openTelemetry() });
  const bob = await envelopeClient(url);
  bob.send({ join_room: { room_id: "lobby" } });
  const say = async (content: string, more: object = {}) => {
    bob.send({ message: { target: "lobby", content, ...more } });
    const said = () => bob.all("message").find((message) => message["content"] === content);
    await vi.waitFor(() => expect(said()).toBeDefined(), within);
    return said();
  };
  return { say };
}

const spanOf = (traceId: string, kind: SpanKind) =>
  exporter
    .getFinishedSpans()
    .find((each) => each.name === "rooms.message" && each.kind === kind && each.spanContext().traceId === traceId);

describe("a server of rooms with traces", { timeout: 30_000 }, () => {
  it("handles an envelope as a part of its trace, and its receivers go on from there", async () => {
    const { say } = await start();
    const [traceId, spanId] = ["4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"];
    const message = await say("traced", { traceparent: `00-${traceId}-${spanId}-01`, tracestate: "vendor=1" });
    await vi.waitFor(() => expect(spanOf(traceId, SpanKind.PRODUCER)).toBeDefined(), within);
    const handled = spanOf(traceId, SpanKind.SERVER);
    expect(handled?.parentSpanContext?.spanId).toBe(spanId);
    expect(spanOf(traceId, SpanKind.PRODUCER)?.parentSpanContext?.spanId).toBe(handled?.spanContext().spanId);
    expect(message).toMatchObject({
      ...{ traceparent: `00-${traceId}-${handled?.spanContext().spanId}-01`, tracestate: "vendor=1" },
    });
  });

  it("keeps a trace that isn't sampled so, and begins one for an envelope without", async () => {
    const { say } = await start();
    const [traceId, spanId] = ["1".repeat(32), "2".repeat(16)];
    const message = await say("not sampled", { traceparent: `00-${traceId}-${spanId}-00` });
    expect(message?.["traceparent"]).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-00$`));
    expect(message?.["traceparent"]).not.toContain(spanId);
    const begun = String((await say("begun here"))?.["traceparent"]).split("-")[1] ?? "";
    await vi.waitFor(() => expect(spanOf(begun, SpanKind.SERVER)).toBeDefined(), within);
    expect(spanOf(traceId, SpanKind.SERVER)).toBeUndefined();
  });
});
