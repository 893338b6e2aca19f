import { parseJson } from "../base/parse-json.js";
import type { JoinedGroup } from "./joined-groups.js";

/** What a session is restored from on another node. */
export interface SessionRecord {
  readonly uid?: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
  readonly groups: readonly JoinedGroup[];
  /** The version of its snapshot: what other nodes know of it goes on from there. */
  readonly version: number;
  /** When the token was issued that said last who its user is, in ms since 1970; undefined: nobody knows. */
  readonly issuedAt?: number | undefined;
}

/** What is kept of one session has a limit. */
const MAX_BYTES = 262_144;

/** Writes a record as JSON; undefined if JSON can't hold it, or it is too long. */
export function formatRecord(record: SessionRecord): string | undefined {
  try {
    const text = JSON.stringify(record);
    return Buffer.byteLength(text) <= MAX_BYTES ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a record; undefined for anything else. */
export function parseRecord(source: string | Uint8Array): SessionRecord | undefined {
  const { uid, data, tags, groups, version, issuedAt } = parseJson(source, MAX_BYTES) ?? {};
  if (uid !== undefined && typeof uid !== "string") return undefined;
  if (!isRecord(data) || typeof version !== "number") return undefined;
  if (!Array.isArray(tags) || !tags.every((tag) => typeof tag === "string")) return undefined;
  if (!Array.isArray(groups) || !groups.every(isJoinedGroup)) return undefined;
  if (issuedAt !== undefined && typeof issuedAt !== "number") return undefined;
  return { uid, data, tags, groups, version, ...(issuedAt === undefined ? {} : { issuedAt }) };
}

function isJoinedGroup(value: unknown): value is JoinedGroup {
  if (!isRecord(value) || typeof value["pattern"] !== "string") return false;
  return value["params"] === undefined || isRecord(value["params"]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
