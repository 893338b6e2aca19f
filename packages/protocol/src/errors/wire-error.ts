import { isSystemCode } from "./codes.js";
import { VolleyError } from "./volley-error.js";

/** The one shape in which an error travels, always as JSON (docs/protocol.md, "Errors"). */
export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly data?: unknown;
  readonly retryable?: true;
  readonly declared?: true;
  readonly traceId?: string;
  /** The request was refused before anything was done for it: sending it again can't do anything twice. */
  readonly notStarted?: true;
}

/** Longest code and message that are taken from the wire, in characters; the rest is cut. */
const MAX_CODE = 64;
const MAX_MESSAGE = 1_000;

/** Makes the wire shape of an error. Its cause and stack stay here. */
export function toWireError(error: VolleyError): WireError {
  return {
    code: error.code,
    message: error.message,
    ...(error.data === undefined ? {} : { data: error.data }),
    ...(error.retryable ? { retryable: true } : {}),
    ...(error.declared ? { declared: true } : {}),
    ...(error.traceId === undefined ? {} : { traceId: error.traceId }),
  };
}

/** Whether the wire shape says that nothing was done for the request. */
export function isNotStarted(value: unknown): boolean {
  return (value as WireError).notStarted === true;
}

/** Reads the wire shape; anything else becomes an `INTERNAL` that says so. */
export function fromWireError(value: unknown): VolleyError {
  if (typeof value !== "object" || value === null) return unreadable();
  const { code, message, data, retryable, declared, traceId } = value as Record<string, unknown>;
  if (typeof code !== "string" || code.length === 0 || code.length > MAX_CODE) return unreadable();
  return new VolleyError(code, typeof message === "string" ? message.slice(0, MAX_MESSAGE) : code, {
    data,
    retryable: retryable === true,
    declared: declared === true && !isSystemCode(code),
    traceId: typeof traceId === "string" ? traceId.slice(0, MAX_CODE) : undefined,
  });
}

function unreadable(): VolleyError {
  return new VolleyError("INTERNAL", "the other side reported an error in a shape that this version can't read");
}
