import type { Issue } from "./issue.js";

/** The type of `data` of each code that Volley itself raises. `docs/errors.md` has a chapter for each. */
export interface SystemErrors {
  /** The message can't be understood or doesn't belong here, such as a request to a notify route. */
  BAD_REQUEST: undefined;
  /** The schema of the route refused the input. */
  VALIDATION: { readonly issues: readonly Issue[] };
  /** Nobody in particular asks, and the route (or the connection) wants somebody. */
  UNAUTHORIZED: undefined;
  /** This user may not do that. */
  FORBIDDEN: undefined;
  /** What was named isn't there. */
  NOT_FOUND: undefined;
  /** It contradicts what is already there, such as a second bind. */
  CONFLICT: undefined;
  /** No answer came in time. */
  TIMEOUT: undefined;
  /** The caller's `AbortSignal` was aborted, or the client was closed. */
  CANCELLED: undefined;
  /** Too many messages; worth another try after `retryAfterMs`. */
  RATE_LIMITED: { readonly retryAfterMs: number; readonly scope: string };
  /** A queue is full. */
  BUSY: undefined;
  /** Something that the server needs can't be reached. */
  UNAVAILABLE: undefined;
  /** The server is on its way out; another one will answer. */
  DRAINING: undefined;
  /** The connection was lost. `sent`: the message had left, so it may have had its effect. */
  DISCONNECTED: { readonly sent: boolean };
  /** The message is larger than the receiver takes. */
  PAYLOAD_TOO_LARGE: { readonly limitBytes: number };
  /** This server, or this version of it, can't do that. */
  UNSUPPORTED: undefined;
  /** Client and server disagree about this route or push: one of them is older. */
  CONTRACT_MISMATCH: undefined;
  /** A `once` request started, and its end is not known. */
  OUTCOME_UNKNOWN: undefined;
  /** The handler threw something that the contract doesn't declare; `traceId` finds it in the server's log. */
  INTERNAL: undefined;
}

/** A code of Volley's own table. */
export type SystemCode = keyof SystemErrors;

/** Tells for each of Volley's codes whether the same request may succeed if it is tried again. */
export const SYSTEM_CODES: Readonly<Record<SystemCode, { readonly retryable: boolean }>> = {
  TIMEOUT: { retryable: true },
  BUSY: { retryable: true },
  RATE_LIMITED: { retryable: true },
  UNAVAILABLE: { retryable: true },
  DRAINING: { retryable: true },
  DISCONNECTED: { retryable: true },
  BAD_REQUEST: { retryable: false },
  VALIDATION: { retryable: false },
  UNAUTHORIZED: { retryable: false },
  FORBIDDEN: { retryable: false },
  NOT_FOUND: { retryable: false },
  CONFLICT: { retryable: false },
  CANCELLED: { retryable: false },
  OUTCOME_UNKNOWN: { retryable: false },
  PAYLOAD_TOO_LARGE: { retryable: false },
  UNSUPPORTED: { retryable: false },
  CONTRACT_MISMATCH: { retryable: false },
  INTERNAL: { retryable: false },
};

/** Tells whether a code is Volley's own. */
export function isSystemCode(code: string): code is SystemCode {
  return Object.hasOwn(SYSTEM_CODES, code);
}
