import type { Cancel } from "@volley/protocol/internal";

/** Calls `run` whenever the browser finds a network again. Where nobody tells, it never does. Returns its undo. */
export function onOnline(run: () => void): Cancel {
  if (typeof addEventListener !== "function") return () => {};
  addEventListener("online", run);
  return () => removeEventListener("online", run);
}
