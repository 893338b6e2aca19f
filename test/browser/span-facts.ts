// Runs in Node and in pages: what a span says, as far as a test compares it.
import type { SpanKind } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";

/** A span, as it can leave a page. */
export interface SpanFacts {
  readonly name: string;
  readonly kind: SpanKind;
  readonly traceId: string;
  readonly spanId: string;
  /** The id of what it is a part of; null: it is the first. */
  readonly parent: string | null;
  /** The ids of what else led to it. */
  readonly links: readonly string[];
}

/** Says what a span says. */
export function factsOf(span: ReadableSpan): SpanFacts {
  const { name, kind, parentSpanContext, links } = span;
  const { traceId, spanId } = span.spanContext();
  const parent = parentSpanContext?.spanId ?? null;
  return { name, kind, traceId, spanId, parent, links: links.map(({ context }) => context.spanId) };
}
