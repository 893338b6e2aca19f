import { draw, type Random, shuffledBag } from "./bag.js";
import { rulesOfPlay } from "./rules-of-play.js";
import type { Player, PlayingTable, Seat } from "./table-state.js";

/** Deals both racks and draws lots for the first move. */
export function startGame(
  players: readonly [Player, Player],
  env: { readonly now: number; readonly random: Random },
): PlayingTable {
  const first = draw(shuffledBag(env.random), rulesOfPlay.rackSize);
  const second = draw(first.bag, rulesOfPlay.rackSize);
  const seat = (player: Player, rack: Seat["rack"]): Seat => ({
    uid: player.uid,
    name: player.name,
    rack,
    score: 0,
    missed: 0,
  });
  return {
    phase: "playing",
    seats: [seat(players[0], first.drawn), seat(players[1], second.drawn)],
    bag: second.bag,
    turns: [],
    held: [],
    toMove: env.random() < 0.5 ? 0 : 1,
    deadline: env.now + rulesOfPlay.turnMs,
    drawOffer: null,
  };
}
