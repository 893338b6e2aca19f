import { randomBytes } from "node:crypto";
import type { TraceContext } from "@volley/protocol";

/**
 * Goes on with a trace: the same trace id, flags and state, a new span id. A later version's `traceparent` becomes one
 * of version 00, as W3C asks of who doesn't know it.
 */
export function childTrace(trace: TraceContext | undefined): TraceContext | undefined {
  const [, traceId, , flags] = trace?.traceparent.split("-") ?? [];
  if (trace === undefined || traceId === undefined || flags === undefined) return undefined;
  const traceparent = `00-${traceId}-${spanId()}-${flags}`;
  return trace.tracestate === undefined ? { traceparent } : { traceparent, tracestate: trace.tracestate };
}

function spanId(): string {
  const id = randomBytes(8).toString("hex");
  return id === "0".repeat(16) ? spanId() : id;
}
