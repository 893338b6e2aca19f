import type { Server } from "@volley/server";
import type { Duel } from "../contract.js";
import { publicView } from "../rules/view.js";
import type { TellChange } from "./tables.js";

/**
 * Tells a table's changes: what is public to the table and its watchers, each changed rack to the one who holds it. Each
 * push is named by the table's version. So it may be told again, by whoever finds that it wasn't told to the end: what
 * is in a stream already isn't added, and what is older than the stream's last doesn't come behind it.
 */
export function tellTableNews(server: Server<Duel>): TellChange {
  return async ({ id, version, state }, events) => {
    if (state.phase !== "playing" && state.phase !== "over") return;
    const changed = { table: id, version, game: publicView(state) };
    const as = (what: string) => ({ producer: { id: `${what}:${id}`, serial: version } });
    await server.group("table:{id}", { id }).push("table.changed", changed, as("game"));
    await server.group("tv:{id}", { id }).push("table.changed", changed, as("game"));
    for (const event of events) {
      if (event.type === "started") {
        await server.users(state.seats.map((seat) => seat.uid)).push("lobby.paired", { table: id }, as("paired"));
      } else if (event.type === "drew") {
        const { uid, rack } = state.seats[event.seat];
        await server.user(uid).push("table.rack", { table: id, version, rack }, as("rack"));
      }
    }
  };
}
