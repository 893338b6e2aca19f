import {
  context,
  SpanKind as OtelSpanKind,
  type Tracer as OtelTracer,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import type { Span, SpanKind, SpanStart, Tracer } from "../traces/tracer.js";
import { contextHere, contextOf, linksTo, traceContextOf } from "./w3c-context.js";

/** Options of `openTelemetry`. */
export interface OpenTelemetryOptions {
  /** Where spans are made. Default: the tracer "@volley/server" of the provider that your app has registered. */
  readonly tracer?: OtelTracer | undefined;
}

const KINDS: Readonly<Record<SpanKind, OtelSpanKind>> = {
  server: OtelSpanKind.SERVER,
  client: OtelSpanKind.CLIENT,
  producer: OtelSpanKind.PRODUCER,
  consumer: OtelSpanKind.CONSUMER,
};

/**
 * Makes the tracer for OpenTelemetry: `createServer(contract, { traces: openTelemetry() })`. Your app registers the SDK, as
 * always; without one nothing is recorded, and contexts that come are handed on as they are.
 */
export function openTelemetry({ tracer = trace.getTracer("@volley/server") }: OpenTelemetryOptions = {}): Tracer {
  return {
    start: ({ name, kind, isOwn, parent, links = [], attributes = {} }: SpanStart): Span => {
      const around = isOwn ? contextHere(parent) : contextOf(parent);
      const span = tracer.startSpan(
        name,
        { kind: KINDS[kind], attributes: { ...attributes }, links: linksTo(links) },
        around,
      );
      const inside = trace.setSpan(around, span);
      return {
        trace: traceContextOf(span, parent),
        run: (work) => context.with(inside, work),
        end: (code) => {
          if (code !== "ok") span.setAttribute("error.type", code).setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
  };
}
