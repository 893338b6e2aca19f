import type { Status } from "@volley/client";
import { type LobbyNews, type LobbySeen, takeInLobby, unseenLobby } from "./lobby-seen.js";
import type { Place } from "./page-address.js";
import type { Replay } from "./replay.js";
import { type TableNews, type TableSeen, takeIn, unseen } from "./table-seen.js";

/** Where the player is. */
export type Screen =
  | { readonly name: "home" }
  | { readonly name: "waiting" }
  | { readonly name: "table"; readonly seen: TableSeen }
  | { readonly name: "tv"; readonly seen: TableSeen }
  | { readonly name: "game"; readonly table: string; readonly replay: Replay | undefined };

/** A line of text for the player. */
export interface Notice {
  readonly tone: "good" | "bad";
  readonly text: string;
}

/** All that the screens show, apart from the tiles that are being arranged. */
export interface DuelState {
  readonly status: Status;
  readonly screen: Screen;
  /** How many screens were left: it changes when another one comes, for those who have to notice. */
  readonly screensLeft: number;
  readonly lobby: LobbySeen;
  /** A move is under way. */
  readonly moving: boolean;
  readonly notice: Notice | undefined;
}

/** Makes the first state: at the place that the page's address names, else at the start. */
export function initialDuel(status: Status, place: Place | undefined): DuelState {
  return { status, screen: screenAt(place), screensLeft: 0, lobby: unseenLobby, moving: false, notice: undefined };
}

/** What changes the state. */
export type DuelAction =
  | { readonly type: "status"; readonly status: Status }
  | { readonly type: "home"; readonly notice?: Notice }
  | { readonly type: "waiting" }
  | { readonly type: "place"; readonly place: Place | undefined }
  | { readonly type: "news"; readonly news: TableNews }
  | { readonly type: "lobby"; readonly news: LobbyNews }
  | { readonly type: "replay"; readonly table: string; readonly replay: Replay }
  | { readonly type: "notice"; readonly notice: Notice }
  | { readonly type: "moving" }
  | { readonly type: "moved"; readonly notice?: Notice };

/** Applies an action to the state. */
export function reduceDuel(state: DuelState, action: DuelAction): DuelState {
  const next = applied(state, action);
  const { screen } = next;
  const same = screen.name === state.screen.name && isAt(state.screen, placeOfScreen(screen));
  return same ? next : { ...next, screensLeft: state.screensLeft + 1 };
}

function applied(state: DuelState, action: DuelAction): DuelState {
  const { screen } = state;
  switch (action.type) {
    case "status":
      return { ...state, status: action.status };
    case "home":
      return { ...state, screen: { name: "home" }, notice: action.notice };
    case "waiting":
      return { ...state, screen: { name: "waiting" }, notice: undefined };
    case "place":
      if (isAt(screen, action.place)) return state;
      return { ...state, screen: screenAt(action.place), notice: undefined };
    case "news":
      if (screen.name !== "table" && screen.name !== "tv") return state;
      return { ...state, screen: { ...screen, seen: takeIn(screen.seen, action.news) } };
    case "lobby":
      return { ...state, lobby: takeInLobby(state.lobby, action.news) };
    case "replay":
      if (screen.name !== "game" || screen.table !== action.table) return state;
      return { ...state, screen: { ...screen, replay: action.replay } };
    case "notice":
      return { ...state, notice: action.notice };
    case "moving":
      return { ...state, moving: true, notice: undefined };
    case "moved":
      return { ...state, moving: false, notice: action.notice };
  }
}

/** Names the place of a screen; `undefined` is the lobby, whether one waits there or not. */
export function placeOfScreen(screen: Screen): Place | undefined {
  switch (screen.name) {
    case "home":
    case "waiting":
      return undefined;
    case "table":
    case "tv":
      return { what: screen.name, table: screen.seen.table };
    case "game":
      return { what: "game", table: screen.table };
  }
}

/** Tells if a screen is about a place. */
export function isAt(screen: Screen, place: Place | undefined): boolean {
  const here = placeOfScreen(screen);
  return here?.what === place?.what && here?.table === place?.table;
}

function screenAt(place: Place | undefined): Screen {
  if (place === undefined) return { name: "home" };
  const { what, table } = place;
  return what === "game" ? { name: what, table, replay: undefined } : { name: what, seen: unseen(table) };
}
