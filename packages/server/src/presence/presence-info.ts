import { systemError } from "@volley/protocol/internal";

/** What is kept of each user in each group has a limit. */
const MAX_BYTES = 4_096;

/** Writes what is known of a user as JSON; "" for nothing. Throws `BAD_REQUEST` for too much, or what is no JSON. */
export function writeInfo(info: unknown): string {
  if (info === undefined) return "";
  const text = stringify(info);
  if (text !== undefined && Buffer.byteLength(text) <= MAX_BYTES) return text;
  throw systemError("BAD_REQUEST", `the presence of a session must be plain JSON of at most ${MAX_BYTES} bytes`);
}

/** Reads it again; undefined for nothing. */
export function readInfo(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function stringify(info: unknown): string | undefined {
  try {
    return JSON.stringify(info);
  } catch {
    return undefined;
  }
}
