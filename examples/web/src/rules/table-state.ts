import type { Tile } from "./tile.js";

/** Somebody who plays. */
export interface Player {
  readonly uid: string;
  readonly name: string;
}

/** Which of the two players; 0 is the one who opened the table. */
export type SeatIndex = 0 | 1;

/** One player's side of the table. */
export interface Seat extends Player {
  readonly rack: readonly Tile[];
  readonly score: number;
  /** Missed turns in a row. */
  readonly missed: number;
}

/** One turn that was taken, or missed. */
export type Turn =
  | { readonly kind: "word"; readonly seat: SeatIndex; readonly word: string; readonly score: number }
  | { readonly kind: "pass"; readonly seat: SeatIndex }
  | { readonly kind: "missed"; readonly seat: SeatIndex };

/** Why a game ended: all turns taken, no tiles left, nobody moved, one stopped moving or gave up, a draw was agreed. */
export type EndReason = "turns" | "tiles" | "stalled" | "away" | "resigned" | "agreed";

/** One player waits for another. */
export interface WaitingTable {
  readonly phase: "waiting";
  readonly host: Player;
  /** Names the stay that waits; only it may give the table up. */
  readonly ticket: string;
}

/** What a running and a finished game have in common. */
interface Game {
  readonly seats: readonly [Seat, Seat];
  /** Tiles that nobody has drawn; the first is the next. */
  readonly bag: readonly Tile[];
  /** All turns, oldest first. */
  readonly turns: readonly Turn[];
  /** The rack that each turn was made of, for the replay: private until the game is over. */
  readonly held: readonly (readonly Tile[])[];
}

/** A running game. */
export interface PlayingTable extends Game {
  readonly phase: "playing";
  readonly toMove: SeatIndex;
  /** When the running turn is missed, in milliseconds since 1970. Data, not a timer: it survives any restart. */
  readonly deadline: number;
  /** Who offers a draw; `null`: nobody. An offer stands until the other accepts it or takes his turn. */
  readonly drawOffer: SeatIndex | null;
}

/** A finished game. */
export interface OverTable extends Game {
  readonly phase: "over";
  readonly reason: EndReason;
  /** Who won; `null` for a draw. */
  readonly winner: SeatIndex | null;
}

/** A table that was given up before a second player came. */
export interface ClosedTable {
  readonly phase: "closed";
}

/** Everything that is known of one table. */
export type TableState = WaitingTable | PlayingTable | OverTable | ClosedTable;

/** Names the seat opposite. */
export function opposite(seat: SeatIndex): SeatIndex {
  return seat === 0 ? 1 : 0;
}

/** Finds a player's seat at a running or finished game; `undefined` for a stranger. */
export function seatOf(state: PlayingTable | OverTable, uid: string): SeatIndex | undefined {
  const at = state.seats.findIndex((seat) => seat.uid === uid);
  return at === 0 || at === 1 ? at : undefined;
}
