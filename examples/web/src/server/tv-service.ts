import type { ServiceMethods, Session } from "@volley/server";
import type { Duel } from "../contract.js";
import { publicView } from "../rules/view.js";
import { gameAt, type Tables } from "./tables.js";
import type { WatcherCount } from "./watcher-count.js";

/** Makes the handlers of the service "tv", for those who watch. They never get a rack before the game is over. */
export function createTvService(parts: {
  readonly tables: Tables;
  readonly watchers: WatcherCount;
}): ServiceMethods<Duel, "tv", Session<Duel>> {
  const { tables, watchers } = parts;
  // The table that each session watches, one at most, and what forgets its close hook.
  const watched = new Map<string, { readonly id: string; readonly off: () => void }>();

  async function startWatching(session: Session<Duel>, id: string): Promise<void> {
    await stopWatching(session);
    watched.set(session.id, { id, off: () => undefined });
    // If the session has ended meanwhile, this runs at once.
    const off = session.onClose(() => stopWatching(session));
    if (!watched.has(session.id)) return;
    watched.set(session.id, { id, off });
    session.tag("spectator");
    await session.join("tv:{id}", { id });
    await watchers.announce(id);
  }

  async function stopWatching(session: Session<Duel>): Promise<void> {
    const watching = watched.get(session.id);
    if (watching === undefined) return;
    const { id, off } = watching;
    off();
    watched.delete(session.id);
    session.untag("spectator");
    await session.leave("tv:{id}", { id });
    await watchers.announce(id);
  }

  return {
    watch: async ({ input: { table: id }, session, errors, now }) => {
      if ((await gameAt(tables, id, now())) === undefined) throw errors.NO_SUCH_TABLE();
      if (watched.get(session.id)?.id !== id) await startWatching(session, id);
      // Joined first, then read: a change in between comes as a push too, and the versions tell which is newer.
      const { version, state } = (await gameAt(tables, id, now())) ?? {};
      if (version === undefined || state === undefined) throw errors.NO_SUCH_TABLE();
      return { table: id, version, game: publicView(state), watchers: await watchers.of(id) };
    },
    leave: ({ session }) => stopWatching(session),
    replay: async ({ input: { table: id }, errors, now }) => {
      const { state } = (await gameAt(tables, id, now())) ?? {};
      if (state === undefined) throw errors.NO_SUCH_TABLE();
      if (state.phase !== "over") throw errors.STILL_PLAYING();
      const [first, second] = state.seats;
      return {
        table: id,
        game: publicView(state),
        held: state.held.map((tiles) => ({ tiles })),
        left: [{ tiles: first.rack }, { tiles: second.rack }],
      };
    },
  };
}
