import { checkUid, isName, systemError } from "@volley/protocol/internal";
import type { Who } from "../auth/authenticate.js";
import { isTokenId } from "../auth/who-problem.js";

/** What is revoked: all tokens of a user that were issued so far, or one token. */
export type RevokedToken = { readonly uid: string } | { readonly tokenId: string };

/** Names what is revoked, in stores and on the bus. Throws `BAD_REQUEST` for what can't be a uid, or a token's id. */
export function nameOf(what: RevokedToken): string {
  if ("uid" in what) {
    checkUid(what.uid);
    return `u:${what.uid}`;
  }
  if (isTokenId(what.tokenId)) return `t:${what.tokenId}`;
  throw systemError("BAD_REQUEST", "the id of a token has 1 to 256 characters");
}

/** Tells whether something from outside is such a name. */
export function isRevokedName(name: unknown): name is string {
  if (typeof name !== "string") return false;
  const rest = name.slice(2);
  return name.startsWith("u:") ? isName(rest) : name.startsWith("t:") && isTokenId(rest);
}

/** The names by which somebody may be revoked. */
export function namesOf({ uid, tokenId }: Pick<Who, "uid" | "tokenId">): { user: string; token: string | undefined } {
  return { user: `u:${uid}`, token: tokenId === undefined ? undefined : `t:${tokenId}` };
}
