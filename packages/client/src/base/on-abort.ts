import type { Cancel } from "@volley/protocol/internal";

/** Calls `run` when the signal aborts, at once if it already has. Returns its undo. */
export function onAbort(signal: AbortSignal | undefined, run: () => void): Cancel {
  if (signal?.aborted) run();
  else signal?.addEventListener("abort", run, { once: true });
  return () => signal?.removeEventListener("abort", run);
}
