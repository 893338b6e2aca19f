import { encodeJson } from "@volley/protocol/internal";
import { parseJson } from "../base/parse-json.js";
import type { PresenceChange } from "./group-registry.js";

/** What a node tells others about who came to a group and who left it. */
export interface PresenceNews {
  /** The node that tells it. */
  readonly from: string;
  readonly changes: readonly PresenceChange[];
}

/** How many changes one message holds. */
const CHANGES = 100;
const MAX_BYTES = 1_048_576;

/** Writes news for the bus: as many messages as it takes. */
export function encodePresenceNews({ from, changes }: PresenceNews): readonly Uint8Array[] {
  const messages: Uint8Array[] = [];
  for (let at = 0; at < changes.length; at += CHANGES) {
    messages.push(encodeJson({ from, changes: changes.slice(at, at + CHANGES) }));
  }
  return messages;
}

/** Reads news from the bus; undefined for anything else: everybody can publish there. */
export function parsePresenceNews(message: Uint8Array): PresenceNews | undefined {
  const { from, changes } = parseJson(message, MAX_BYTES) ?? {};
  if (typeof from !== "string" || !Array.isArray(changes) || !changes.every(isChange)) return undefined;
  return { from, changes };
}

function isChange(change: unknown): change is PresenceChange {
  if (typeof change !== "object" || change === null) return false;
  const { type, uid, info } = change as Record<string, unknown>;
  if (typeof uid !== "string") return false;
  return type === "left" || ((type === "joined" || type === "updated") && typeof info === "string");
}
