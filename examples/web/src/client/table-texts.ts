import type { EndReason, SeatIndex, Turn } from "../rules/table-state.js";
import type { PublicView } from "../rules/view.js";

/** Says what the last turn was and who is to move, as one reads it out to a player, or without a seat to a watcher. */
export function describeTable(game: PublicView, seat?: SeatIndex): string {
  const last = game.turns.at(-1);
  return [last === undefined ? "" : describeTurn(last, game, seat), describeNow(game, seat)].join(" ").trim();
}

/** Says what a turn was. */
export function describeTurn(turn: Turn, game: PublicView, seat?: SeatIndex): string {
  const who = turn.seat === seat ? "You" : game.players[turn.seat].name;
  switch (turn.kind) {
    case "word":
      return `${who} played ${turn.word} for ${turn.score} points.`;
    case "pass":
      return `${who} swapped tiles.`;
    case "missed":
      return `${who} ran out of time.`;
  }
}

function describeNow({ now, players }: PublicView, seat?: SeatIndex): string {
  if (now.phase === "playing") {
    const offer =
      now.drawOffer === undefined || now.drawOffer === seat ? "" : `${players[now.drawOffer].name} offers a draw. `;
    return offer + (now.toMove === seat ? "Your turn." : `${players[now.toMove].name} is thinking.`);
  }
  return `${describeWinner(now.winner, { players, seat })} ${describeEnd(now.reason)}`;
}

/** Says who won. */
export function describeWinner(
  winner: SeatIndex | undefined,
  { players, seat }: Pick<PublicView, "players"> & { readonly seat?: SeatIndex | undefined },
): string {
  if (winner === undefined) return "It's a draw!";
  return winner === seat ? "You won!" : `${players[winner].name} won.`;
}

/** Says why the game ended. */
export function describeEnd(reason: EndReason): string {
  switch (reason) {
    case "turns":
      return "All turns are played.";
    case "tiles":
      return "No tiles are left.";
    case "stalled":
      return "Nobody found another word.";
    case "away":
      return "A player ran out of time twice.";
    case "resigned":
      return "A player gave up.";
    case "agreed":
      return "Both agreed on a draw.";
  }
}
