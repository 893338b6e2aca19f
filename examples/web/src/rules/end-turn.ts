import { rulesOfPlay } from "./rules-of-play.js";
import {
  type EndReason,
  type OverTable,
  opposite,
  type PlayingTable,
  type Seat,
  type SeatIndex,
  type Turn,
} from "./table-state.js";

/** Writes a turn down, hands the move over and ends the game when it is due. `mover` is the mover's seat afterwards. */
export function endTurn(
  state: PlayingTable,
  done: { readonly turn: Turn; readonly mover: Seat; readonly bag: PlayingTable["bag"]; readonly now: number },
): PlayingTable | OverTable {
  const { toMove } = state;
  const seats: readonly [Seat, Seat] = toMove === 0 ? [done.mover, state.seats[1]] : [state.seats[0], done.mover];
  const game = {
    seats,
    bag: done.bag,
    turns: [...state.turns, done.turn],
    held: [...state.held, state.seats[toMove].rack],
  };
  const reason = endReason(game);
  if (reason === undefined) {
    // Who takes his turn instead of accepting an offer has declined it.
    const drawOffer = state.drawOffer === toMove ? toMove : null;
    return { ...game, phase: "playing", toMove: opposite(toMove), deadline: done.now + rulesOfPlay.turnMs, drawOffer };
  }
  return { ...game, phase: "over", reason, winner: reason === "away" ? opposite(toMove) : leader(seats) };
}

/** Ends a game before its time: `resigned` names who gave up, otherwise both agreed on a draw. */
export function endEarly({ seats, bag, turns, held }: PlayingTable, resigned?: SeatIndex): OverTable {
  const game = { phase: "over", seats, bag, turns, held } as const;
  return resigned === undefined
    ? { ...game, reason: "agreed", winner: null }
    : { ...game, reason: "resigned", winner: opposite(resigned) };
}

function endReason(game: Pick<PlayingTable, "seats" | "bag" | "turns">): EndReason | undefined {
  const { seats, bag, turns } = game;
  if (seats.some((seat) => seat.missed >= rulesOfPlay.missedTurns)) return "away";
  if (bag.length === 0 && seats.some((seat) => seat.rack.length === 0)) return "tiles";
  if (turns.length >= 2 * rulesOfPlay.turnsEach) return "turns";
  const last = turns.slice(-rulesOfPlay.idleTurns);
  if (last.length === rulesOfPlay.idleTurns && last.every((turn) => turn.kind !== "word")) return "stalled";
  return undefined;
}

function leader([first, second]: readonly [Seat, Seat]): SeatIndex | null {
  if (first.score === second.score) return null;
  return first.score > second.score ? 0 : 1;
}
