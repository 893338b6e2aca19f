import { expect, it } from "vitest";
import { testGame } from "../rules/rules.fixture.js";
import type { SeatIndex } from "../rules/table-state.js";
import { type PublicView, publicView } from "../rules/view.js";
import { hasCounted } from "./has-counted.js";
import { takeIn, unseen } from "./table-seen.js";

const game = publicView(testGame());
const { now } = game;
const word = { kind: "word", seat: 0, word: "CAT", score: 5 } as const;

/** What the player of a seat knows of a table. */
const seen = (view: PublicView, { seat = 0, table = "t" }: { seat?: SeatIndex; table?: string } = {}) =>
  takeIn(unseen(table), { table, version: 1, seat, game: view });
const after = (...turns: PublicView["turns"]) => ({ ...game, turns });

it("a turn counted if there is one more of the player, which he didn't miss", () => {
  expect(hasCounted(seen(game), seen(game))).toBe(false);
  expect(hasCounted(seen(game), seen(after(word)))).toBe(true);
  expect(hasCounted(seen(game), seen(after({ kind: "pass", seat: 0 })))).toBe(true);
  expect(hasCounted(seen(game, { seat: 1 }), seen(after(word), { seat: 1 }))).toBe(false);
  expect(hasCounted(seen(game), seen(after({ kind: "missed", seat: 0 })))).toBe(false);
  expect(hasCounted(seen(after(word)), seen(after(word)))).toBe(false);
});

it("an offer counted if it stands, and whatever ends a game if that is over", () => {
  if (now.phase !== "playing") throw new Error("the game runs");
  const offered: PublicView = { ...game, now: { ...now, drawOffer: 0 } };
  const over: PublicView = { ...game, now: { phase: "over", reason: "resigned", winner: 1 } };
  expect(hasCounted(seen(game), seen(offered))).toBe(true);
  expect(hasCounted(seen(game, { seat: 1 }), seen(offered, { seat: 1 }))).toBe(false);
  expect(hasCounted(seen(offered), seen(offered))).toBe(false);
  expect(hasCounted(seen(game), seen(over))).toBe(true);
  expect(hasCounted(seen(over), seen(over))).toBe(false);
});

it("another table, or one that nobody has looked at, tells nothing", () => {
  expect(hasCounted(seen(game), seen(after(word), { table: "u" }))).toBe(false);
  expect(hasCounted(unseen("t"), seen(after(word)))).toBe(false);
});
