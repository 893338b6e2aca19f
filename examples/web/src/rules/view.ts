import { type EndReason, type OverTable, type PlayingTable, type SeatIndex, seatOf, type Turn } from "./table-state.js";
import type { Tile } from "./tile.js";

/** A player as everybody may see him: the number of tiles, never the tiles. */
export interface PlayerView {
  readonly uid: string;
  readonly name: string;
  readonly score: number;
  readonly tiles: number;
}

/** A game as everybody may see it. */
export interface PublicView {
  readonly players: readonly [PlayerView, PlayerView];
  /** All turns, oldest first. */
  readonly turns: readonly Turn[];
  /** How many tiles the bag still holds. */
  readonly bag: number;
  readonly now:
    | {
        readonly phase: "playing";
        readonly toMove: SeatIndex;
        readonly deadline: number;
        /** Who offers a draw, if anybody does. */
        readonly drawOffer?: SeatIndex | undefined;
      }
    /** Without a winner it is a draw. */
    | { readonly phase: "over"; readonly reason: EndReason; readonly winner?: SeatIndex | undefined };
}

/** Shows what everybody may see of a game. */
export function publicView(state: PlayingTable | OverTable): PublicView {
  const player = ({ uid, name, score, rack }: PlayingTable["seats"][0]): PlayerView => ({
    uid,
    name,
    score,
    tiles: rack.length,
  });
  return {
    players: [player(state.seats[0]), player(state.seats[1])],
    turns: state.turns,
    bag: state.bag.length,
    now:
      state.phase === "playing"
        ? { phase: "playing", toMove: state.toMove, deadline: state.deadline, drawOffer: state.drawOffer ?? undefined }
        : { phase: "over", reason: state.reason, winner: state.winner ?? undefined },
  };
}

/** Shows a game to one user: his own rack in full, the other's never. A stranger sees no rack at all. */
export function viewFor(
  state: PlayingTable | OverTable,
  uid: string,
): { readonly game: PublicView; readonly rack: readonly Tile[] } {
  const seat = seatOf(state, uid);
  return { game: publicView(state), rack: seat === undefined ? [] : state.seats[seat].rack };
}
