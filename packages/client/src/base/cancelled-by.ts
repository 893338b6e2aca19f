import type { VolleyError } from "@volley/protocol";
import { systemError } from "@volley/protocol/internal";

/** Makes the error for a wait that the caller's signal ended. */
export function cancelledBy(signal: AbortSignal | undefined): VolleyError {
  return systemError("CANCELLED", "the caller's signal was aborted", { cause: signal?.reason });
}
