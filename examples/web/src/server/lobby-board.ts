import type { StoredTable, TableStore } from "./table-store.js";

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
}

/** As many of each kind are listed. */
const mostListed = 50;

/**
 * Makes the board. `firstVersion` has to be higher than what a process before this one came to: milliseconds since
 * 1970 are.
 */
export function createLobbyBoard(parts: {
  readonly store: TableStore;
  readonly firstVersion: number;
  readonly guests: () => Promise<readonly { readonly uid: string; readonly name: string }[]>;
  readonly show: (view: LobbyView) => Promise<void>;
}): LobbyBoard {
  const { store, guests, show } = parts;
  let version = parts.firstVersion;
  let last: Promise<unknown> = Promise.resolve();
  let announcing: Promise<void> | undefined;

  /** One after another: a version that is read later is higher and newer. */
  function inOrder<T>(task: () => Promise<T>): Promise<T> {
    const done = last.then(task);
    last = done.catch(() => undefined);
    return done;
  }

  async function readNow(): Promise<LobbyView> {
    const [waiting, running, present] = await Promise.all([store.waiting(), store.running(mostListed), guests()]);
    version += 1;
    return {
      version,
      seeks: waiting.slice(0, mostListed).flatMap(seekOf),
      games: running.flatMap(gameOf),
      guests: present.slice(0, mostListed),
      guestCount: present.length,
    };
  }

  return {
    read: () => inOrder(readNow),
    announce() {
      announcing ??= inOrder(async () => {
        // What changes from here on may come too late for this reading.
        announcing = undefined;
        await show(await readNow());
      });
      return announcing;
    },
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
