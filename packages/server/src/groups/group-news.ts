import { encodeJson } from "@volley/protocol/internal";
import { parseJson } from "../base/parse-json.js";

/**
 * What a node tells others about users in a group: something changed; what, the store knows. Before it takes users out
 * of rooms it says so too: whoever just reads their groups must not take them in again.
 */
export interface GroupNews {
  /** The node that tells it. */
  readonly from: string;
  readonly group: string;
  /** Whom it concerns; undefined for all. */
  readonly uid: string | undefined;
  /** Whether rooms were changed; false: they will be. */
  readonly done: boolean;
}

const MAX_BYTES = 1_024;

/** Writes news for the bus. */
export function encodeGroupNews(news: GroupNews): Uint8Array {
  return encodeJson(news);
}

/** Reads news from the bus; undefined for anything else: everybody can publish there. */
export function parseGroupNews(message: Uint8Array): GroupNews | undefined {
  const { from, group, uid, done } = parseJson(message, MAX_BYTES) ?? {};
  if (typeof from !== "string" || typeof group !== "string" || typeof done !== "boolean") return undefined;
  return uid === undefined || typeof uid === "string" ? { from, group, uid, done } : undefined;
}
