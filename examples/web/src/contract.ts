import { defineContract, error, group, push, request } from "@volley/protocol";
import { at, game, guest, heldRack, line, lines, lobby, seat, tableId, text, tiles, watchers } from "./shapes.js";
import { z } from "./zod.js";

/** `version` grows with every change of a table: of two messages, the one with the higher version is newer. */
const changed = at.extend({ version: z.number(), game });
const rack = at.extend({ version: z.number(), rack: tiles });

const tableErrors = { NO_SUCH_TABLE: error(), NOT_SEATED: error() };
const gameErrors = { ...tableErrors, GAME_OVER: error() };
const moveErrors = { ...gameErrors, NOT_YOUR_TURN: error() };

/** Everything that goes between the browser and the server. */
export const duel = defineContract({
  routes: {
    /** Shows the lobby to a guest and subscribes him to its changes, until `lobby.away`. */
    "lobby.look": request({ output: z.object({ me: guest, lobby, chat: lines }) }),
    "lobby.away": request(),
    "lobby.say": request({ input: z.object({ text }) }),
    /** Waits for an opponent, or takes a seat at once; who is in a running game gets his table again. */
    "lobby.enter": request({
      output: z.discriminatedUnion("state", [
        z.object({ state: z.literal("waiting") }),
        z.object({ state: z.literal("paired"), table: tableId }),
      ]),
    }),
    /** Takes the seat opposite a guest who waits; who is in a running game gets his table again. */
    "lobby.accept": request({ input: at, output: at, errors: { SEEK_GONE: error() } }),
    /** Stops waiting. */
    "lobby.leave": request(),
    /** Shows a table to one of its players and subscribes him to its changes. */
    "table.look": request({
      input: at,
      output: changed.extend({ seat, rack: tiles, chat: lines, watchers }),
      errors: tableErrors,
    }),
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
    /** Gives the game up: the other wins. */
    "table.resign": request({ input: at, errors: gameErrors }),
    /** Offers a draw, until the other has accepted it or taken his turn; if he offers one too, both have agreed. */
    "table.offerDraw": request({ input: at, errors: { ...gameErrors, DRAW_OFFERED: error() } }),
    "table.acceptDraw": request({ input: at, errors: { ...gameErrors, NO_DRAW_OFFER: error() } }),
    /** Says something to the other player. */
    "table.say": request({ input: at.extend({ text }), errors: tableErrors }),
    /** Shows a table to anybody and subscribes him to its changes, until he watches another or `tv.leave`. */
    "tv.watch": request({
      input: at,
      output: changed.extend({ watchers }),
      errors: { NO_SUCH_TABLE: error() },
    }),
    "tv.leave": request(),
    /** Shows a finished game with the rack that each turn was made of, and what was left on both. */
    "tv.replay": request({
      input: at,
      output: at.extend({ game, held: z.array(heldRack).readonly(), left: z.tuple([heldRack, heldRack]).readonly() }),
      errors: { NO_SUCH_TABLE: error(), STILL_PLAYING: error() },
    }),
  },
  pushes: {
    "lobby.changed": push(lobby),
    "lobby.said": push(line),
    "lobby.paired": push(at),
    "table.changed": push(changed),
    "table.rack": push(rack),
    "table.said": push(at.extend({ line })),
    "table.watchers": push(at.extend({ watchers })),
  },
  groups: {
    lobby: group(["lobby.changed", "lobby.said"]),
    // "table.rack" isn't listed, so pushing a rack to a whole table or its watchers doesn't compile.
    "table:{id}": group(["table.changed", "table.said", "table.watchers"]),
    // The watchers of a table. What its players say isn't for them.
    "tv:{id}": group(["table.changed", "table.watchers"]),
  },
});

/** The type of the contract, for code that names a client or a server of it. */
export type Duel = typeof duel;
