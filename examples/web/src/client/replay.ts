import { opposite, type SeatIndex } from "../rules/table-state.js";
import { alphabet, letterCount, type Tile } from "../rules/tile.js";
import type { PublicView } from "../rules/view.js";

/** The tiles on a rack. */
interface HeldRack {
  readonly tiles: readonly Tile[];
}

/** A finished game with the rack that each turn was made of, and what was left on both. */
export interface Replay {
  readonly game: PublicView;
  readonly held: readonly HeldRack[];
  readonly left: readonly [HeldRack, HeldRack];
}

/** A moment of a game: after so many turns. */
export interface Moment {
  readonly game: PublicView;
  readonly racks: readonly [readonly Tile[], readonly Tile[]];
}

const fullBag = alphabet.reduce((sum, letter) => sum + letterCount(letter), 0);

/** Shows a finished game as it was after `step` turns; 0 is the start. */
export function momentOf({ game, held, left }: Replay, step: number): Moment {
  const { turns } = game;
  const past = turns.slice(0, step);
  // A rack changes with a turn of its own player only, so it was what he makes his next turn of.
  const rackOf = (seat: SeatIndex) => {
    const next = turns.findIndex((turn, at) => at >= step && turn.seat === seat);
    return (next < 0 ? left[seat] : held[next])?.tiles ?? [];
  };
  const racks = [rackOf(0), rackOf(1)] as const;
  const player = (seat: SeatIndex) => {
    const score = past.reduce((sum, turn) => sum + (turn.kind === "word" && turn.seat === seat ? turn.score : 0), 0);
    return { ...game.players[seat], score, tiles: racks[seat].length };
  };
  const played = past.reduce((sum, turn) => sum + (turn.kind === "word" ? turn.word.length : 0), 0);
  const last = past.at(-1);
  const toMove = turns[step]?.seat ?? (last === undefined ? 0 : opposite(last.seat));
  return {
    racks,
    game: {
      players: [player(0), player(1)],
      turns: past,
      bag: fullBag - played - racks[0].length - racks[1].length,
      now: step >= turns.length ? game.now : { phase: "playing", toMove, deadline: 0 },
    },
  };
}
