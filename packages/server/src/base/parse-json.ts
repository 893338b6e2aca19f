import { fromUtf8 } from "@volley/protocol/internal";

/** Parses a JSON object that came from outside; undefined if it is longer than `maxBytes`, or anything else. */
export function parseJson(
  source: Uint8Array | string,
  maxBytes: number,
): Readonly<Record<string, unknown>> | undefined {
  if (source.length > maxBytes) return undefined;
  try {
    const value: unknown = JSON.parse(typeof source === "string" ? source : fromUtf8(source));
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return value as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
