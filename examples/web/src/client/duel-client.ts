import { type Client, createClient, guestIdentity } from "@volley/client";
import type { Serializer } from "@volley/protocol";
import { type Duel, duel } from "../contract.js";

/**
 * Makes this tab's client. Its guest identity lives in `sessionStorage`: each tab is a player, a reload stays one. The
 * session doesn't: it would bring pushes to go on from, and no state to apply them to.
 */
export function createDuelClient({ serializer }: { readonly serializer: Serializer }): Client<Duel> {
  const client = createClient(duel, {
    url: location.origin,
    token: guestIdentity({ storage: sessionStorage }),
    serializer,
  });
  // Whoever leaves the page says so. Without it the session would wait for him, and his seek for an opponent.
  addEventListener("pagehide", ({ persisted }) => {
    if (!persisted) void client.close();
  });
  return client;
}
