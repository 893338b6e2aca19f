import { reduce } from "./reduce.js";
import { seededRandom } from "./seeded-random.js";
import { startGame } from "./start-game.js";
import type { RulesEnv, Step, TableAction } from "./table-action.js";
import type { PlayingTable, TableState } from "./table-state.js";
import type { Letter, Tile } from "./tile.js";

/** Makes an environment in which every word counts; what is given replaces a part of it. */
export function testEnv(given: Partial<RulesEnv> = {}): RulesEnv {
  return { now: 0, random: seededRandom(1), isWord: () => true, ...given };
}

/** Starts a game of "ann" and "bob" at time 0, in which ann is to move. */
export function testGame(seed = 1): PlayingTable {
  const players = [
    { uid: "ann", name: "Ann" },
    { uid: "bob", name: "Bob" },
  ] as const;
  return { ...startGame(players, testEnv({ random: seededRandom(seed) })), toMove: 0 };
}

/** Gives the player at a seat other tiles. */
export function withRack(state: PlayingTable, seat: 0 | 1, letters: string): PlayingTable {
  const rack: Tile[] = [...letters].map((letter, at) => ({ id: `x${seat}${at}`, letter: letter as Letter }));
  const [first, second] = state.seats;
  return { ...state, seats: seat === 0 ? [{ ...first, rack }, second] : [first, { ...second, rack }] };
}

/** Applies an action that has to be accepted. */
export function accepted(
  state: TableState,
  action: TableAction,
  env: RulesEnv = testEnv(),
): Extract<Step, { ok: true }> {
  const step = reduce(state, action, env);
  if (!step.ok) throw new Error(`${action.type} was refused: ${step.refusal.code}`);
  return step;
}

/** Applies actions that have to be accepted, one after another. */
export function after(state: TableState, actions: readonly TableAction[], env: RulesEnv = testEnv()): TableState {
  return actions.reduce((current, action) => accepted(current, action, env).state, state);
}
