import type { ServiceMethods } from "@volley/server";
import type { Duel } from "../contract.js";
import { publicView } from "../rules/view.js";
import type { DuelSession } from "./duel-session.js";
import { gameAt, type Tables } from "./tables.js";
import type { WatcherCount } from "./watcher-count.js";

/** Makes the handlers of the service "tv", for those who watch. They never get a rack before the game is over. */
export function createTvService(parts: {
  readonly tables: Tables;
  readonly watchers: WatcherCount;
}): ServiceMethods<Duel, "tv", DuelSession> {
  const { tables, watchers } = parts;
  const hooked = new WeakSet<DuelSession>();

  /**
   * Tells the others when a session that watches ends. It is soon, not sure: a session that went on on another frontend
   * tells nobody here. The number is right all the same: it is counted anew with each turn, and what is counted are the
   * members of the group, which a session stays with wherever it goes on.
   */
  function watchEnd(session: DuelSession): void {
    if (hooked.has(session)) return;
    hooked.add(session);
    session.onClose(async () => {
      const { watching } = session.data;
      if (typeof watching === "string") await watchers.announce(watching);
    });
  }

  // What a session watches is kept with the session: another process may serve its next request.
  async function startWatching(session: DuelSession, id: string): Promise<void> {
    watchEnd(session);
    const known = session.data.watching === id;
    if (!known) await stopWatching(session);
    await session.join("tv:{id}", { id });
    if (known) return;
    await session.set({ watching: id });
    session.tag("spectator");
    await watchers.announce(id);
  }

  async function stopWatching(session: DuelSession): Promise<void> {
    const { watching: id } = session.data;
    if (typeof id !== "string") return;
    session.untag("spectator");
    await session.leave("tv:{id}", { id });
    await session.set({ watching: null });
    await watchers.announce(id);
  }

  return {
    watch: async ({ input: { table: id }, session, errors }) => {
      if ((await gameAt(tables, id)) === undefined) throw errors.NO_SUCH_TABLE();
      await startWatching(session, id);
      // Joined first, then read: a change in between comes as a push too, and the versions tell which is newer.
      const { version, state } = (await gameAt(tables, id)) ?? {};
      if (version === undefined || state === undefined) throw errors.NO_SUCH_TABLE();
      return { table: id, version, game: publicView(state), watchers: await watchers.of(id) };
    },
    leave: ({ session }) => stopWatching(session),
    replay: async ({ input: { table: id }, errors }) => {
      const { state } = (await gameAt(tables, id)) ?? {};
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
