import type { StoredTable, TableStore } from "../store/table-store.js";
import type { VersionSource } from "../store/version-source.js";

/** The lobby as it is shown; of two, the one with the higher `version` is newer. */
export interface LobbyView {
  readonly version: number;
  readonly seeks: readonly { readonly table: string; readonly uid: string; readonly name: string }[];
  readonly games: readonly { readonly table: string; readonly players: readonly [Score, Score] }[];
  readonly guests: readonly { readonly uid: string; readonly name: string }[];
  readonly guestCount: number;
}

interface Score {
  readonly uid: string;
  readonly name: string;
  readonly score: number;
}

/** The board in the lobby that says who waits, who plays and who is here. */
export interface LobbyBoard {
  read(): Promise<LobbyView>;
  /** Shows everybody in the lobby what it is like now. Changes that come close together are shown as one. */
  announce(): Promise<void>;
  /** Shows it if it isn't what this process showed last. */
  refresh(): Promise<void>;
}

/** As many of each kind are listed. */
const mostListed = 50;

/** Makes the board. */
export function createLobbyBoard(parts: {
  readonly store: TableStore;
  readonly versions: VersionSource;
  readonly guests: () => Promise<readonly { readonly uid: string; readonly name: string }[]>;
  readonly show: (view: LobbyView) => Promise<void>;
}): LobbyBoard {
  const { store, versions, guests, show } = parts;
  let shown = "";
  let announcing: Promise<void> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function read(): Promise<LobbyView> {
    // The version comes first: what is read after it shows all that was announced with a lower one.
    const version = await versions.next();
    const [waiting, running, present] = await Promise.all([
      store.waiting(mostListed),
      store.running(mostListed),
      guests(),
    ]);
    return {
      version,
      seeks: waiting.flatMap(seekOf),
      games: running.flatMap(gameOf),
      guests: present.slice(0, mostListed),
      guestCount: present.length,
    };
  }

  async function showIf(isWanted: (content: string) => boolean): Promise<void> {
    const view = await read();
    const content = JSON.stringify({ ...view, version: 0 });
    if (!isWanted(content)) return;
    shown = content;
    await show(view);
  }

  return {
    read,
    announce() {
      announcing ??= last.then(async () => {
        // What changes from here on may come too late for this reading.
        announcing = undefined;
        await showIf(() => true);
      });
      last = announcing.catch(() => undefined);
      return announcing;
    },
    refresh: () => showIf((content) => content !== shown),
  };
}

function seekOf({ id, state }: StoredTable): LobbyView["seeks"] {
  return state.phase === "waiting" ? [{ table: id, ...state.host }] : [];
}

function gameOf({ id, state }: StoredTable): LobbyView["games"] {
  if (state.phase !== "playing") return [];
  const score = ({ uid, name, score }: (typeof state.seats)[0]): Score => ({ uid, name, score });
  return [{ table: id, players: [score(state.seats[0]), score(state.seats[1])] }];
}
