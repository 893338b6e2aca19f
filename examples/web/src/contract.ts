import { defineContract, error, group, push, request } from "@volley/protocol";
import { at, game, guest, heldRack, line, lines, lobby, seat, tableId, text, tiles, watchers } from "./shapes.js";
import { z } from "./zod.js";

/** `version` grows with every change of a table: of two messages, the one with the higher version is newer. */
const changed = at.extend({ version: z.number(), game });
const rack = at.extend({ version: z.number(), rack: tiles });

const tableErrors = { NO_SUCH_TABLE: error(), NOT_SEATED: error() };
const gameErrors = { ...tableErrors, GAME_OVER: error() };
const moveErrors = { ...gameErrors, NOT_YOUR_TURN: error() };

/**
 * Has its effect once, however often the connection is lost before the answer: a move that was sent twice would be two
 * moves, or one and a refusal. What may be done twice without harm, such as looking or leaving, does without.
 */
const once = true;

/**
 * Nobody misses one, and all get them in one order; a player whose connection is back within the time gets what he
 * missed without asking. A game has some fifty of them.
 */
const replay = { delivery: "replay", keep: { count: 100, forMs: 120_000 } } as const;

/** Everything that goes between the browser and the server. */
export const duel = defineContract({
  routes: {
    /** Shows the lobby to a guest and subscribes him to its changes, until `lobby.away`. */
    "lobby.look": request({ output: z.object({ me: guest, lobby, chat: lines }) }),
    "lobby.away": request(),
    "lobby.say": request({ input: z.object({ text }), once }),
    /**
     * Waits for an opponent, or takes a seat at once; who is in a running game gets his table again. So it may be asked
     * again, and needn't be `once`; the same goes for `lobby.accept`.
     */
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
      once,
    }),
    /** Swaps the whole rack instead of playing a word. */
    "table.pass": request({ input: at, errors: moveErrors, once }),
    /** Gives the game up: the other wins. */
    "table.resign": request({ input: at, errors: gameErrors, once }),
    /** Offers a draw, until the other has accepted it or taken his turn; if he offers one too, both have agreed. */
    "table.offerDraw": request({ input: at, errors: { ...gameErrors, DRAW_OFFERED: error() }, once }),
    "table.acceptDraw": request({ input: at, errors: { ...gameErrors, NO_DRAW_OFFER: error() }, once }),
    /** Says something to the other player. */
    "table.say": request({ input: at.extend({ text }), errors: tableErrors, once }),
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
    // The whole lobby, up to 17 kB: whoever reads slowly needs the newest only. A connection that breaks may cost some, so
    // the page looks again when it is back, and then it has the chat, too: what is said there can be "live".
    "lobby.changed": push(lobby, { delivery: "latest", key: () => "lobby" }),
    "lobby.said": push(line),
    // To the user: who is paired while his train is in a tunnel has to come to the table.
    "lobby.paired": push(at, replay),
    "table.changed": push(changed, replay),
    // To the user, for it is nobody else's: kept in his stream, and replayed to him alone.
    "table.rack": push(rack, replay),
    "table.said": push(at.extend({ line }), replay),
    // Only the newest count is of interest, and none is worth keeping: it is told anew with each turn.
    "table.watchers": push(at.extend({ watchers }), { delivery: "latest", key: ({ table }) => table }),
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
