import { type Client, createClient, guestIdentity } from "@volley/client";
import type { Serializer } from "@volley/protocol";
import { type Duel, duel } from "../contract.js";

/** Makes this tab's client. Its guest identity lives in `sessionStorage`: each tab is a player, a reload stays one. */
export function createDuelClient({ serializer }: { readonly serializer: Serializer }): Client<Duel> {
  return createClient(duel, {
    url: location.origin,
    token: guestIdentity({ storage: sessionStorage }),
    serializer,
  });
}
