import type { Status } from "@volley/client";
import { type TableNews, type TableSeen, takeIn, unseen } from "./table-seen.js";

/** Where the player is. */
export type Screen =
  | { readonly name: "home" }
  | { readonly name: "waiting" }
  | { readonly name: "table"; readonly seen: TableSeen };

/** A line of text for the player. */
export interface Notice {
  readonly tone: "good" | "bad";
  readonly text: string;
}

/** All that the screens show, apart from the tiles that are being arranged. */
export interface DuelState {
  readonly status: Status;
  readonly screen: Screen;
  /** A move is under way. */
  readonly moving: boolean;
  readonly notice: Notice | undefined;
}

/** Makes the first state: at the table that the page's address names, else at the start. */
export function initialDuel(status: Status, table: string | undefined): DuelState {
  const screen: Screen = table === undefined ? { name: "home" } : { name: "table", seen: unseen(table) };
  return { status, screen, moving: false, notice: undefined };
}

/** What changes the state. */
export type DuelAction =
  | { readonly type: "status"; readonly status: Status }
  | { readonly type: "home"; readonly notice?: Notice }
  | { readonly type: "waiting" }
  | { readonly type: "table"; readonly table: string }
  | { readonly type: "news"; readonly news: TableNews }
  | { readonly type: "moving" }
  | { readonly type: "moved"; readonly notice?: Notice };

/** Applies an action to the state. */
export function reduceDuel(state: DuelState, action: DuelAction): DuelState {
  const { screen } = state;
  switch (action.type) {
    case "status":
      return { ...state, status: action.status };
    case "home":
      return { ...state, screen: { name: "home" }, notice: action.notice };
    case "waiting":
      return { ...state, screen: { name: "waiting" }, notice: undefined };
    case "table":
      if (screen.name === "table" && screen.seen.table === action.table) return state;
      return { ...state, screen: { name: "table", seen: unseen(action.table) }, notice: undefined };
    case "news":
      if (screen.name !== "table") return state;
      return { ...state, screen: { name: "table", seen: takeIn(screen.seen, action.news) } };
    case "moving":
      return { ...state, moving: true, notice: undefined };
    case "moved":
      return { ...state, moving: false, notice: action.notice };
  }
}
