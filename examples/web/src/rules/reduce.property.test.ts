import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reduce } from "./reduce.js";
import { testEnv, testGame } from "./rules.fixture.js";
import type { TableAction } from "./table-action.js";
import type { OverTable, PlayingTable } from "./table-state.js";
import { alphabet, letterCount } from "./tile.js";
import { viewFor } from "./view.js";

type Intent = {
  readonly who: "ann" | "bob" | "eve";
  readonly what: "word" | "nonsense" | "pass" | "expire" | "offerDraw";
  readonly picks: readonly number[];
  readonly waitMs: number;
};
const intent: fc.Arbitrary<Intent> = fc.record({
  who: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom("ann" as const, "bob" as const) },
    { weight: 1, arbitrary: fc.constant("eve" as const) },
  ),
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constant("word" as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("nonsense" as const, "pass" as const, "expire" as const, "offerDraw" as const),
    },
  ),
  picks: fc.array(fc.nat(20), { minLength: 1, maxLength: 7 }),
  waitMs: fc.integer({ min: 0, max: 60_000 }),
});

function actionOf(state: PlayingTable, { who, what, picks }: Intent): TableAction {
  if (what === "expire") return { type: "expire" };
  if (what === "offerDraw") return { type: "offerDraw", uid: who };
  if (what === "pass") return { type: "pass", uid: who };
  if (what === "nonsense") return { type: "play", uid: who, word: "QQQ" };
  const rest = state.seats[who === "bob" ? 1 : 0].rack.map((tile) => tile.letter);
  const word = picks.flatMap((pick) => (rest.length === 0 ? [] : rest.splice(pick % rest.length, 1))).join("");
  return { type: "play", uid: who, word };
}

/** Runs intents against a game and calls `check` with every state on the way. */
function run(seed: number, intents: readonly Intent[], check: (state: PlayingTable | OverTable) => void): void {
  let state: PlayingTable | OverTable = testGame(seed);
  let now = 0;
  check(state);
  for (const next of intents) {
    if (state.phase === "over") return;
    now += next.waitMs;
    const step = reduce(state, actionOf(state, next), testEnv({ now }));
    if (!step.ok) continue;
    if (step.state.phase !== "playing" && step.state.phase !== "over")
      throw new Error(`left the game: ${step.state.phase}`);
    state = step.state;
    check(state);
  }
}

const whatever = (check: (state: PlayingTable | OverTable) => void) =>
  fc.assert(
    fc.property(fc.integer(), fc.array(intent, { maxLength: 60 }), (seed, intents) => run(seed, intents, check)),
  );

const sorted = (letters: readonly string[]) => [...letters].sort().join("");
const fullBag = sorted(alphabet.flatMap((letter) => Array.from({ length: letterCount(letter) }, () => letter)));

describe("over any sequence of actions", () => {
  it("no tile is lost, doubled or changed", () => {
    whatever((state) => {
      const held = [...state.bag, ...state.seats[0].rack, ...state.seats[1].rack];
      const played = state.turns.flatMap((turn) => (turn.kind === "word" ? [...turn.word] : []));
      expect(sorted([...held.map((tile) => tile.letter), ...played])).toBe(fullBag);
      expect(new Set(held.map((tile) => tile.id)).size).toBe(held.length);
    });
  });

  it("scores are what the words on the sheet say, never negative", () => {
    whatever((state) => {
      state.seats.forEach((seat, at) => {
        const sum = state.turns.reduce(
          (total, turn) => total + (turn.kind === "word" && turn.seat === at ? turn.score : 0),
          0,
        );
        expect(seat.score).toBe(sum);
        expect(seat.score).toBeGreaterThanOrEqual(0);
      });
    });
  });

  it("the players take turns, ten each at most, and racks hold seven while the bag can fill them", () => {
    whatever((state) => {
      state.turns.forEach((turn, at) => {
        expect(turn.seat).toBe(at % 2);
      });
      expect(state.turns.length).toBeLessThanOrEqual(20);
      if (state.bag.length > 0) for (const seat of state.seats) expect(seat.rack).toHaveLength(7);
    });
  });

  it("nobody's view holds a tile that isn't his", () => {
    whatever((state) => {
      for (const [uid, own] of [
        ["ann", 0],
        ["bob", 1],
        ["eve", undefined],
      ] as const) {
        const seen = JSON.stringify(viewFor(state, uid));
        const foreign = [...state.bag, ...state.seats.flatMap((seat, at) => (at === own ? [] : seat.rack))];
        for (const tile of foreign) expect(seen).not.toContain(`"${tile.id}"`);
        if (own !== undefined) expect(viewFor(state, uid).rack).toEqual(state.seats[own].rack);
      }
    });
  });
});
