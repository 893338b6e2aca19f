import { handled } from "../base/handled.js";
import type { Bus } from "../cluster/bus.js";
import { encodeRevocation } from "./revocation-news.js";
import type { Revocation, RevocationStore } from "./revocation-store.js";
import { nameOf, type RevokedToken } from "./revoked-token.js";

/** What revoking takes. */
export interface RevokeParts {
  readonly store: Pick<RevocationStore, "add">;
  readonly bus: Pick<Bus, "publish">;
  /** The channel for revocations. */
  readonly channel: string;
  /** How long one is kept, in ms. */
  readonly keepMs: number;
}

/** Stores a revocation, and tells the nodes that can be told now. Rejects with `BAD_REQUEST` or `UNAVAILABLE`. */
export async function revoke(what: RevokedToken, parts: RevokeParts): Promise<Revocation> {
  const name = nameOf(what);
  const revocation = { name, at: await parts.store.add(name, parts.keepMs) };
  // Who doesn't hear it reads it.
  void handled(parts.bus.publish(parts.channel, encodeRevocation(revocation)));
  return revocation;
}
