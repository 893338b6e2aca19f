import type { Player } from "../rules/table-state.js";
import type { StoredTable, TableStore } from "./table-store.js";
import type { Tables } from "./tables.js";

/** Pairs guests. It keeps nothing itself: who waits is a table in the store. */
export interface Lobby {
  /**
   * Seats a player: at his running game if he has one, else opposite the one who waits longest, else at a new table
   * that waits. `ticket` names his stay, and only the newest can give the waiting up.
   */
  enter(player: Player, stay: { readonly ticket: string; readonly now: number }): Promise<StoredTable>;
  /**
   * Seats a player opposite one who waits at `table`, and gives up his own waiting; at his running game if he has one.
   * `undefined` when nobody else waits there any more.
   */
  accept(player: Player, at: { readonly table: string; readonly now: number }): Promise<StoredTable | undefined>;
  /** Gives up a player's waiting table, unless a newer stay of his waits there or the game has begun. */
  leave(uid: string, stay: { readonly ticket: string; readonly now: number }): Promise<void>;
}

/** Makes the lobby. `newId` names new tables. */
export function createLobby(parts: {
  readonly store: TableStore;
  readonly tables: Tables;
  readonly newId: () => string;
}): Lobby {
  const { store, tables, newId } = parts;

  return {
    async enter(player, { ticket, now }) {
      // Each round either ends or finds that somebody else moved in between, and starts over from what is stored.
      for (;;) {
        const mine = await store.liveTableOf(player.uid);
        if (mine?.state.phase === "playing") {
          const settled = await tables.look(mine.id, now);
          if (settled?.state.phase === "playing") return settled;
          continue;
        }
        const open = await longestWaiting(store, player.uid);
        if (open !== undefined) {
          // Two who open tables at the same moment meet here: the one with the newer table comes over.
          if (mine?.state.phase === "waiting") {
            const { ticket: waited } = mine.state;
            const gone = await tables.act(mine.id, { type: "giveUp", uid: player.uid, ticket: waited }, now);
            if (!gone.ok) continue;
          }
          const joined = await tables.act(open.id, { type: "join", player }, now);
          if (joined.ok) return joined.table;
        } else if (mine?.state.phase !== "waiting") {
          await store.create(newId(), { phase: "waiting", host: player, ticket });
        } else if (mine.state.ticket === ticket) {
          return mine;
        } else {
          const waits = await tables.act(mine.id, { type: "wait", uid: player.uid, ticket }, now);
          if (waits.ok) return waits.table;
        }
      }
    },

    async accept(player, { table, now }) {
      for (;;) {
        const mine = await store.liveTableOf(player.uid);
        if (mine?.state.phase === "playing") {
          const settled = await tables.look(mine.id, now);
          if (settled?.state.phase === "playing") return settled;
          continue;
        }
        const open = await store.get(table);
        if (open?.state.phase !== "waiting" || open.state.host.uid === player.uid) return undefined;
        if (mine?.state.phase === "waiting") {
          const { ticket } = mine.state;
          const gone = await tables.act(mine.id, { type: "giveUp", uid: player.uid, ticket }, now);
          if (!gone.ok) continue;
        }
        const joined = await tables.act(table, { type: "join", player }, now);
        if (joined.ok) return joined.table;
      }
    },

    async leave(uid, { ticket, now }) {
      const mine = await store.liveTableOf(uid);
      if (mine?.state.phase === "waiting") await tables.act(mine.id, { type: "giveUp", uid, ticket }, now);
    },
  };
}

/** Finds the table that waited longest, unless it is the user's own: then nobody waits longer. */
async function longestWaiting(store: TableStore, uid: string): Promise<StoredTable | undefined> {
  const [first] = await store.waiting();
  return first?.state.phase === "waiting" && first.state.host.uid !== uid ? first : undefined;
}
