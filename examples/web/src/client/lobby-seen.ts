import type { PushReceived } from "@volley/protocol";
import type { Duel } from "../contract.js";
import { type ChatLine, withLines } from "./chat-lines.js";

/** The lobby as the server shows it. */
export type LobbyView = PushReceived<Duel, "lobby.changed">;

/** What this tab knows of the lobby. */
export interface LobbySeen {
  /** Who one is there. */
  readonly me: { readonly uid: string; readonly name: string } | undefined;
  readonly view: LobbyView | undefined;
  readonly chat: readonly ChatLine[];
}

/** A piece of news of the lobby: the reply of `lobby.look`, or one of the pushes. */
export interface LobbyNews {
  readonly me?: LobbySeen["me"];
  readonly lobby?: LobbyView;
  readonly chat?: readonly ChatLine[];
}

/** Nothing known yet. */
export const unseenLobby: LobbySeen = { me: undefined, view: undefined, chat: [] };

/** Takes news in; an older view than the known one changes nothing. */
export function takeInLobby(seen: LobbySeen, { me, lobby, chat = [] }: LobbyNews): LobbySeen {
  const isNewer = lobby !== undefined && (seen.view === undefined || lobby.version > seen.view.version);
  return { me: me ?? seen.me, view: isNewer ? lobby : seen.view, chat: withLines(seen.chat, chat) };
}
