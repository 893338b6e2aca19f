import type { VolleyError } from "@volley/protocol";
import { systemError } from "@volley/protocol/internal";
import type { OnceAnswer } from "./once-record.js";

/** What a `once` request is answered: as its one run was, or why it has no answer. */
export type OnceOutcome = OnceAnswer | { readonly type: "refused"; readonly error: VolleyError };

/** Refuses a request that wasn't run, or of which nothing can be told. */
export function refused(error: VolleyError): OnceOutcome {
  return { type: "refused", error };
}

/** Makes the error of a `once` request that ran, or may have run, and whose end nobody can tell. */
export function outcomeUnknown(why: string): VolleyError {
  return systemError("OUTCOME_UNKNOWN", `${why}; look at the present state before you ask again`);
}

/** Makes the error for a request that is another one than the record of its key is about. */
export function otherRequest(): VolleyError {
  return outcomeUnknown("another request, or another user's, came under the same number from this client");
}

/**
 * Turns a refusal, such as `UNAVAILABLE`, into what it means for a `once` request: sent for the first time it surely
 * didn't run; sent again, it may have run before, and "try again" could be a second effect.
 */
export function refusalOf(error: VolleyError, isResent: boolean): VolleyError {
  if (!isResent || !error.retryable) return error;
  return outcomeUnknown(`the request was sent before, and what became of it can't be told now (${error.message})`);
}
