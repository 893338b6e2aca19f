import { MAX_TRACEPARENT, MAX_TRACESTATE, parseTrace, type TraceContext } from "../base/trace-context.js";
import { toUtf8 } from "./bytes.js";
import { type Extension, extensionOf, NO_EXTENSIONS } from "./frame.js";
import { EXTENSION } from "./kinds.js";

const MAX_BYTES = MAX_TRACEPARENT + 1 + MAX_TRACESTATE;
const LINE_FEED = "\n";

/** Makes the extensions of a message with a trace context. None for nothing, and for one that isn't valid. */
export function traceExtensions(context: TraceContext | undefined): readonly Extension[] {
  const trace = parseTrace(context);
  if (trace === undefined) return NO_EXTENSIONS;
  const { traceparent, tracestate } = trace;
  const text = tracestate === undefined ? traceparent : traceparent + LINE_FEED + tracestate;
  return [{ type: EXTENSION.trace, value: toUtf8(text) }];
}

/** Finds the trace context of a message. Undefined if there is none, or one that isn't valid; never throws. */
export function traceOf(extensions: readonly Extension[]): TraceContext | undefined {
  // What most messages have none of should cost them nothing.
  if (extensions.length === 0) return undefined;
  const value = extensionOf(extensions, EXTENSION.trace);
  if (value === undefined) return undefined;
  // One byte too many is enough to see what is too long. Bytes become characters one by one: none but ASCII is valid.
  const text = String.fromCharCode(...value.subarray(0, MAX_BYTES + 1));
  const [traceparent, ...tracestate] = text.split(LINE_FEED);
  return parseTrace({ traceparent, tracestate: tracestate.join(LINE_FEED) });
}
