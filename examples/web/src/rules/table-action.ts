import type { Random } from "./bag.js";
import type { Player, SeatIndex, TableState, Turn } from "./table-state.js";

/**
 * What can happen at a table. `wait` hands the waiting over to the player's newest stay, `giveUp` closes a table that
 * nobody joined, `expire` is nobody's move: the deadline passed.
 */
export type TableAction =
  | { readonly type: "join"; readonly player: Player }
  | { readonly type: "wait"; readonly uid: string; readonly ticket: string }
  | { readonly type: "giveUp"; readonly uid: string; readonly ticket: string }
  | { readonly type: "play"; readonly uid: string; readonly word: string }
  | { readonly type: "pass"; readonly uid: string }
  | { readonly type: "resign"; readonly uid: string }
  | { readonly type: "offerDraw"; readonly uid: string }
  | { readonly type: "acceptDraw"; readonly uid: string }
  | { readonly type: "expire" };

/** What the rules need from outside: the time, chance and a dictionary. */
export interface RulesEnv {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly random: Random;
  /** Tells if a word of capital letters counts. */
  readonly isWord: (word: string) => boolean;
}

/** Why an action was refused. */
export type Refusal =
  | { readonly code: "NOT_YOUR_TURN" }
  | { readonly code: "NOT_A_WORD"; readonly word: string }
  | { readonly code: "NOT_ON_RACK"; readonly letters: readonly string[] }
  | { readonly code: "NOT_SEATED" }
  | { readonly code: "GAME_OVER" }
  | { readonly code: "DRAW_OFFERED" }
  | { readonly code: "NO_DRAW_OFFER" }
  | { readonly code: "SEAT_TAKEN" }
  | { readonly code: "NOT_DUE" };

/** What happened, for those who tell it on. */
export type TableEvent =
  | { readonly type: "started" }
  | { readonly type: "turn"; readonly turn: Turn }
  /** A player's rack changed. */
  | { readonly type: "drew"; readonly seat: SeatIndex }
  | { readonly type: "drawOffered"; readonly seat: SeatIndex }
  | { readonly type: "ended" };

/** The answer to an action: the next state with its events, or a typed refusal. */
export type Step =
  | { readonly ok: true; readonly state: TableState; readonly events: readonly TableEvent[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** Refuses an action. */
export function refuse(refusal: Refusal): Step {
  return { ok: false, refusal };
}
