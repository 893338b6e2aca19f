import { defineContract, error, group, push, request } from "@volley/protocol";
import * as z from "zod";
import { alphabet, type Letter } from "./rules/tile.js";

const seat = z.union([z.literal(0), z.literal(1)]);
const tableId = z.string().min(1).max(64);
const at = z.object({ table: tableId });

const tile = z.object({ id: z.string(), letter: z.enum(alphabet as [Letter, ...Letter[]]) });
const turn = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("word"), seat, word: z.string(), score: z.number() }),
  z.object({ kind: z.literal("pass"), seat }),
  z.object({ kind: z.literal("missed"), seat }),
]);
const player = z.object({ uid: z.string(), name: z.string(), score: z.number(), tiles: z.number() });

/** What everybody at a table may see. It has no place for a rack. */
const game = z.object({
  players: z.tuple([player, player]).readonly(),
  turns: z.array(turn).readonly(),
  bag: z.number(),
  now: z.discriminatedUnion("phase", [
    z.object({ phase: z.literal("playing"), toMove: seat, deadline: z.number() }),
    z.object({
      phase: z.literal("over"),
      reason: z.enum(["turns", "tiles", "stalled", "away"]),
      winner: seat.nullable(),
    }),
  ]),
});

/** `version` grows with every change of a table: of two messages, the one with the higher version is newer. */
const changed = z.object({ table: tableId, version: z.number(), game });
const rack = z.object({ table: tableId, version: z.number(), rack: z.array(tile).readonly() });
const look = z.object({ table: tableId, version: z.number(), seat, game, rack: z.array(tile).readonly() });

const tableErrors = { NO_SUCH_TABLE: error(), NOT_SEATED: error() };
const moveErrors = { ...tableErrors, NOT_YOUR_TURN: error(), GAME_OVER: error() };

/** Everything that goes between the browser and the server. */
export const duel = defineContract({
  routes: {
    /** Waits for an opponent, or takes a seat at once; who is in a running game gets his table again. */
    "lobby.enter": request({
      output: z.discriminatedUnion("state", [
        z.object({ state: z.literal("waiting") }),
        z.object({ state: z.literal("paired"), table: tableId }),
      ]),
    }),
    /** Stops waiting. */
    "lobby.leave": request(),
    /** Shows a table to one of its players and subscribes him to its changes. */
    "table.look": request({ input: at, output: look, errors: tableErrors }),
    "table.play": request({
      input: at.extend({
        word: z
          .string()
          .trim()
          .toUpperCase()
          .regex(/^[A-Z]{1,7}$/),
      }),
      output: z.object({ score: z.number() }),
      errors: {
        ...moveErrors,
        NOT_A_WORD: error(z.object({ word: z.string() })),
        NOT_ON_RACK: error(z.object({ letters: z.array(z.string()).readonly() })),
      },
    }),
    /** Swaps the whole rack instead of playing a word. */
    "table.pass": request({ input: at, errors: moveErrors }),
  },
  pushes: {
    "lobby.paired": push(at),
    "table.changed": push(changed),
    "table.rack": push(rack),
  },
  groups: {
    // "table.rack" isn't listed, so pushing a rack to a whole table doesn't compile.
    "table:{id}": group(["table.changed"]),
  },
});

/** The type of the contract, for code that names a client or a server of it. */
export type Duel = typeof duel;
