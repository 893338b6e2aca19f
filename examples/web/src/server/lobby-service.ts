import type { ServiceMethods, Session } from "@volley/server";
import type { Duel } from "../contract.js";
import { guestName } from "./guest-name.js";
import type { Lobby } from "./lobby.js";

/** Makes the handlers of the service "lobby". A guest whose session ends stops waiting. */
export function createLobbyService(lobby: Lobby): ServiceMethods<Duel, "lobby", Session<Duel, unknown>> {
  const watched = new Set<string>();

  return {
    enter: async ({ session, now }) => {
      const { id: ticket, uid } = session;
      if (!watched.has(ticket)) {
        watched.add(ticket);
        session.onClose(() => {
          watched.delete(ticket);
          return lobby.leave(uid, { ticket, now: now() });
        });
      }
      const table = await lobby.enter({ uid, name: guestName(uid) }, { ticket, now: now() });
      return table.state.phase === "waiting" ? { state: "waiting" } : { state: "paired", table: table.id };
    },
    leave: ({ session, now }) => lobby.leave(session.uid, { ticket: session.id, now: now() }),
  };
}
