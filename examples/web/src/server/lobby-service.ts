import type { Server, ServiceMethods } from "@volley/server";
import type { Duel } from "../contract.js";
import type { ChatLine, ChatStore } from "../store/chat-store.js";
import type { DuelSession } from "./duel-session.js";
import { guestName } from "./guest-name.js";
import type { Lobby } from "./lobby.js";
import type { LobbyBoard } from "./lobby-board.js";

const room = "lobby";

/**
 * Makes the handlers of the service "lobby". A guest whose session ends stops waiting and isn't in the lobby any more; one
 * whose connection is away for a while does and is.
 */
export function createLobbyService(parts: {
  readonly server: Server<Duel>;
  readonly lobby: Lobby;
  readonly board: LobbyBoard;
  readonly chat: ChatStore;
  readonly tellLine: (line: ChatLine) => Promise<void>;
  /** Is told why the lobby couldn't be put right after somebody left; its keeper does that later. */
  readonly onError: (reason: unknown) => void;
}): ServiceMethods<Duel, "lobby", DuelSession> {
  const { server, lobby, board, chat, tellLine, onError } = parts;

  // The news of all nodes, not `session.onClose`: that stays with the node that a session was on, while the session goes
  // on elsewhere. Each backend hears it, and only the first finds something to do.
  server.onSessionNews((news) => {
    if (news.type === "closed") left(news.uid, news.session).catch(onError);
  });

  async function left(uid: string, ticket: string): Promise<void> {
    await lobby.leave(uid, { ticket });
    await board.refresh();
  }

  return {
    look: async ({ session }) => {
      // Joins first, then reads: what changes in between comes as a push too, and the versions tell which is newer.
      await session.join("lobby");
      await board.announce();
      const { uid } = session;
      return { me: { uid, name: guestName(uid) }, lobby: await board.read(), chat: await chat.recent(room) };
    },
    away: async ({ session }) => {
      await session.leave("lobby");
      await board.announce();
    },
    say: async ({ input: { text }, session: { uid }, now }) => {
      await tellLine(await chat.append(room, { uid, name: guestName(uid), text, at: now() }));
    },
    enter: async ({ session }) => {
      const { id: ticket, uid } = session;
      const table = await lobby.enter({ uid, name: guestName(uid) }, { ticket });
      return table.state.phase === "waiting" ? { state: "waiting" } : { state: "paired", table: table.id };
    },
    accept: async ({ input, session: { uid }, errors }) => {
      const table = await lobby.accept({ uid, name: guestName(uid) }, { table: input.table });
      if (table === undefined) throw errors.SEEK_GONE();
      return { table: table.id };
    },
    leave: ({ session }) => lobby.leave(session.uid, { ticket: session.id }),
  };
}
