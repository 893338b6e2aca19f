import {
  type Context,
  context,
  createTraceState,
  isSpanContextValid,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  trace,
} from "@opentelemetry/api";
import type { TraceContext } from "@volley/protocol";

/** Makes the context of what is a part of a message; without a valid one that of nothing. */
export function contextOf(parent: TraceContext | undefined): Context {
  const remote = parent && spanContextOf(parent);
  return remote === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, remote);
}

/** Makes the context of what is begun here: what is active counts, unless `parent` is of another trace. */
export function contextHere(parent: TraceContext | undefined): Context {
  const active = context.active();
  const remote = parent && spanContextOf(parent);
  if (remote === undefined || trace.getSpanContext(active)?.traceId === remote.traceId) return active;
  return trace.setSpanContext(active, remote);
}

/** Makes a link to another span; none for a context that isn't valid. */
export function linksTo(contexts: readonly TraceContext[]): Link[] {
  return contexts.flatMap((each) => {
    const found = spanContextOf(each);
    return found === undefined ? [] : [{ context: found }];
  });
}

/** Says in W3C's words what the parts of a span belong to. Without an SDK there is no span: then `otherwise`. */
export function traceContextOf(span: Span, otherwise: TraceContext | undefined): TraceContext | undefined {
  const own = span.spanContext();
  if (!isSpanContextValid(own)) return otherwise;
  const flags = (own.traceFlags & 1).toString().padStart(2, "0");
  const traceparent = `00-${own.traceId}-${own.spanId}-${flags}`;
  const tracestate = own.traceState?.serialize();
  return tracestate ? { traceparent, tracestate } : { traceparent };
}

/** Volley has parsed it: versions later than 00 begin like it. */
function spanContextOf({ traceparent, tracestate }: TraceContext): SpanContext | undefined {
  const [, traceId = "", spanId = "", flags = ""] = traceparent.split("-");
  const found: SpanContext = {
    ...{ traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true },
    ...(tracestate === undefined ? {} : { traceState: createTraceState(tracestate) }),
  };
  return isSpanContextValid(found) ? found : undefined;
}
