import { SYSTEM_CODES } from "@volley/protocol/internal";

/** Names codes for labels: Volley's own and those that are declared; whatever else another node says is "unknown". */
export function knownCodes(declared: Iterable<string>): (code: string) => string {
  const known = new Set(["ok", "cancelled", ...Object.keys(SYSTEM_CODES), ...declared]);
  return (code) => (known.has(code) ? code : "unknown");
}
