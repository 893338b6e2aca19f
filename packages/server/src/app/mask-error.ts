import { type SystemCode, VolleyError } from "@volley/protocol";
import { parse } from "@volley/protocol/internal";
import { traceId } from "../base/ids.js";
import type { DeclaredErrors } from "./declared-errors.js";

/** Codes of Volley's own that a handler may end with by throwing a `VolleyError`; they tell the client what to do. */
const MAY_PASS: ReadonlySet<string> = new Set<SystemCode>([
  "BAD_REQUEST",
  "UNAUTHORIZED",
  "FORBIDDEN",
  "NOT_FOUND",
  "CONFLICT",
  "RATE_LIMITED",
  "BUSY",
  "UNAVAILABLE",
  "DRAINING",
  "UNSUPPORTED",
]);

/** What masking must know of a route. */
interface MaskedRoute {
  readonly errors: DeclaredErrors;
}

/** An error for the client, and, if it hides something, what it hides: for the log. */
export interface MaskedError {
  readonly error: VolleyError;
  readonly hidden?: { readonly cause: unknown; readonly why: string };
}

/** What a client may see of something that a handler threw: a declared error, some of Volley's own, else `INTERNAL`. */
export function maskError(thrown: unknown, route: MaskedRoute, check: boolean): MaskedError {
  if (!VolleyError.is(thrown)) return hide(thrown, "the handler threw something that the contract doesn't declare");
  if (!thrown.declared) {
    return MAY_PASS.has(thrown.code) ? { error: thrown } : hide(thrown, `the handler threw ${thrown.code}`);
  }
  if (!route.errors.schemas.has(thrown.code)) {
    return hide(thrown, `the handler threw ${thrown.code}, which the route doesn't declare`);
  }
  if (check && dataIsWrong(thrown, route)) return hide(thrown, `the data of the error ${thrown.code} is not valid`);
  return { error: thrown };
}

function hide(cause: unknown, why: string): MaskedError {
  const error = new VolleyError("INTERNAL", "the server failed; its log has more under this trace id", {
    traceId: traceId(),
  });
  return { error, hidden: { cause, why } };
}

/** Asynchronous schemas are not waited for: this check only helps development. */
function dataIsWrong(error: VolleyError, route: MaskedRoute): boolean {
  try {
    const checked = parse(route.errors.schemas.get(error.code), error.data, "");
    if (checked instanceof Promise) checked.catch(() => {});
    return false;
  } catch {
    return true;
  }
}
