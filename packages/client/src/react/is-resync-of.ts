import type { ContractParts } from "@volley/protocol/internal";
import type { Resync } from "../pushes/resync.js";

/** Tells whether a resync is about a push: it is numbered, and may come from that group, or to that user. */
export function isResyncOf({ pushes, groups }: ContractParts, push: string, { group }: Resync): boolean {
  if (pushes[push]?.delivery !== "replay") return false;
  const entries = Object.entries(groups);
  // A contract without groups has any.
  if (group === undefined || entries.length === 0) return true;
  return entries.some(([pattern, { pushes: names }]) => names.includes(push) && toRegExp(pattern).test(group));
}

/** Params have no colon. */
function toRegExp(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll(/\{[^}]*\}/g, "[^:]+")}$`);
}
