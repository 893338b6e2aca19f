import type { TableStore } from "../store/table-store.js";
import type { Lobby } from "./lobby.js";
import type { LobbyBoard } from "./lobby-board.js";

/**
 * Keeps the lobby tidy after nodes that were killed: one that held guests couldn't say that they are gone, one that
 * waited for guests to go doesn't notice any more.
 */
export interface LobbyKeeper {
  /** Gives up the seeks of guests who have been away since the last round, and shows the board if it changed. */
  tidy(): Promise<void>;
}

/** As many seeks are looked at in one round. */
const mostSeeks = 50;

/** Makes a keeper. `online` tells if a guest has a session on any node. */
export function createLobbyKeeper(parts: {
  readonly store: TableStore;
  readonly lobby: Lobby;
  readonly board: LobbyBoard;
  readonly online: (uid: string) => Promise<boolean>;
}): LobbyKeeper {
  const { store, lobby, board, online } = parts;
  let away: ReadonlySet<string> = new Set();

  return {
    async tidy() {
      const before = away;
      const now = new Set<string>();
      for (const { id, version, state } of await store.waiting(mostSeeks)) {
        if (state.phase !== "waiting" || (await online(state.host.uid))) continue;
        // Who lost his connection is online while his session waits for him. If his node was killed, he is away until he
        // is back on another one: only who was away in the last round, too, is gone.
        const absence = `${id} ${version}`;
        if (before.has(absence)) await lobby.leave(state.host.uid, state);
        else now.add(absence);
      }
      away = now;
      await board.refresh();
    },
  };
}
