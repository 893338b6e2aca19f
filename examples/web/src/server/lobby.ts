import { VolleyError } from "@volley/protocol";
import type { Player } from "../rules/table-state.js";
import type { StoredTable, TableStore } from "../store/table-store.js";
import type { Tables } from "./tables.js";

/** Pairs guests. It keeps nothing itself: who waits is a table in the store. */
export interface Lobby {
  /**
   * Seats a player: at his running game if he has one, else opposite the one who waits longest, else at a new table
   * that waits. `ticket` names his stay, and only the newest can give the waiting up. Rejects with `BUSY`.
   */
  enter(player: Player, stay: { readonly ticket: string }): Promise<StoredTable>;
  /**
   * Seats a player opposite one who waits at `table`, and gives up his own waiting; at his running game if he has one.
   * `undefined` when nobody else waits there any more. Rejects with `BUSY`.
   */
  accept(player: Player, at: { readonly table: string }): Promise<StoredTable | undefined>;
  /** Gives up a player's waiting table, unless a newer stay of his waits there or the game has begun. */
  leave(uid: string, stay: { readonly ticket: string }): Promise<void>;
}

/** So often somebody who comes is tried to be seated while others move. */
const mostTries = 50;

/** Makes the lobby. `newId` names new tables. */
export function createLobby(parts: {
  readonly store: TableStore;
  readonly tables: Tables;
  readonly newId: () => string;
}): Lobby {
  const { store, tables, newId } = parts;

  /** Gives up what a player waits for at `mine`, if he does. Returns whether he is free now. */
  async function giveUp(uid: string, mine: StoredTable | undefined): Promise<boolean> {
    if (mine?.state.phase !== "waiting") return true;
    return (await tables.act(mine.id, { type: "giveUp", uid, ticket: mine.state.ticket })).ok;
  }

  async function tryToEnter(player: Player, ticket: string): Promise<StoredTable | "again"> {
    const mine = await store.liveTableOf(player.uid);
    if (mine?.state.phase === "playing") return stillPlaying(mine);
    const open = await longestWaiting(store, player.uid);
    if (open !== undefined) {
      // Two who open tables at the same moment meet here: the one with the newer table comes over.
      if (!(await giveUp(player.uid, mine))) return "again";
      const joined = await tables.act(open.id, { type: "join", player });
      return joined.ok ? joined.table : "again";
    }
    if (mine?.state.phase !== "waiting") {
      await tables.open(newId(), { phase: "waiting", host: player, ticket });
      return "again";
    }
    if (mine.state.ticket === ticket) return mine;
    const waits = await tables.act(mine.id, { type: "wait", uid: player.uid, ticket });
    return waits.ok ? waits.table : "again";
  }

  async function tryToAccept(player: Player, table: string): Promise<StoredTable | "gone" | "again"> {
    const mine = await store.liveTableOf(player.uid);
    if (mine?.state.phase === "playing") return stillPlaying(mine);
    const open = await store.get(table);
    if (open?.state.phase !== "waiting" || open.state.host.uid === player.uid) return "gone";
    if (!(await giveUp(player.uid, mine))) return "again";
    const joined = await tables.act(table, { type: "join", player });
    return joined.ok ? joined.table : "again";
  }

  async function stillPlaying({ id }: StoredTable): Promise<StoredTable | "again"> {
    const settled = await tables.look(id);
    return settled?.state.phase === "playing" ? settled : "again";
  }

  return {
    enter: (player, { ticket }) => retried(() => tryToEnter(player, ticket)),
    async accept(player, { table }) {
      const seated = await retried(() => tryToAccept(player, table));
      return seated === "gone" ? undefined : seated;
    },
    async leave(uid, { ticket }) {
      const mine = await store.liveTableOf(uid);
      if (mine?.state.phase === "waiting") await tables.act(mine.id, { type: "giveUp", uid, ticket });
    },
  };
}

/** Tries anew from what is stored each time that somebody else moved in between. */
async function retried<T>(attempt: () => Promise<T | "again">): Promise<T> {
  for (let tries = 0; tries < mostTries; tries++) {
    const outcome = await attempt();
    if (outcome !== "again") return outcome;
  }
  throw new VolleyError("BUSY", "too many look for an opponent at once; try again");
}

/** Finds the table that waited longest, unless it is the user's own: then nobody waits longer. */
async function longestWaiting(store: TableStore, uid: string): Promise<StoredTable | undefined> {
  const [first] = await store.waiting(1);
  return first?.state.phase === "waiting" && first.state.host.uid !== uid ? first : undefined;
}
