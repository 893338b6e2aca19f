/** Says what trace something is a part of, in the words of W3C: https://www.w3.org/TR/trace-context/ */
export interface TraceContext {
  /** Version, trace id, parent id and flags, such as `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`. */
  readonly traceparent: string;
  /** What tracing systems add: `name=value`, with commas between; up to 512 characters. */
  readonly tracestate?: string | undefined;
}

/** Of a `traceparent`, in characters: version 00 has 55, later ones may say more. */
export const MAX_TRACEPARENT = 128;
/** Of a `tracestate`, in characters: as many as W3C asks everybody to hand on. */
export const MAX_TRACESTATE = 512;

const MAX_MEMBERS = 32;
const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}(?:-[!-~]*)?$/;
const LENGTH_OF_VERSION_00 = 55;
/** Between two commas: nothing, or a name and a value that doesn't end with a blank; blanks around it. */
const MEMBER = /^[ \t]*(?:[\da-z][\da-z_*/@-]{0,255}=[ -+\--<>-~]{0,255}[!-+\--<>-~][ \t]*)?$/;

/**
 * Copies a trace context from wherever it comes. What isn't valid is ignored, as W3C wants it: undefined without a
 * `traceparent` that is one; without `tracestate` if only that is none, or too long.
 */
export function parseTrace(value: unknown): TraceContext | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { traceparent, tracestate } = value as Partial<Record<keyof TraceContext, unknown>>;
  if (!isTraceparent(traceparent)) return undefined;
  return isTracestate(tracestate) ? { traceparent, tracestate } : { traceparent };
}

function isTraceparent(value: unknown): value is string {
  if (typeof value !== "string" || value.length > MAX_TRACEPARENT || !TRACEPARENT.test(value)) return false;
  return value.length === LENGTH_OF_VERSION_00 || !value.startsWith("00");
}

function isTracestate(value: unknown): value is string {
  if (typeof value !== "string" || value.length > MAX_TRACESTATE) return false;
  const members = value.split(",");
  const { length } = members.filter((member) => member.trim() !== "");
  return length > 0 && length <= MAX_MEMBERS && members.every((member) => MEMBER.test(member));
}
