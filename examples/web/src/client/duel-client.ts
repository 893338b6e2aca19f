import { type Client, createClient, guestIdentity } from "@volley/client";
import { type Duel, duel } from "../contract.js";

/** Makes this tab's client. Its guest identity lives in `sessionStorage`: each tab is a player, a reload stays one. */
export function createDuelClient(): Client<Duel> {
  return createClient(duel, { url: location.origin, token: guestIdentity({ storage: sessionStorage }) });
}
