import { alphabet, type Letter } from "./rules/tile.js";
import { z } from "./zod.js";

export const seat = z.union([z.literal(0), z.literal(1)]);
export const tableId = z.string().min(1).max(64);
/** Names a table. */
export const at = z.object({ table: tableId });

const tile = z.object({ id: z.string(), letter: z.enum(alphabet as [Letter, ...Letter[]]) });
export const tiles = z.array(tile).readonly();
/** Tiles in an object, for lists of racks: Protobuf has no lists of lists. */
export const heldRack = z.object({ tiles });
const turn = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("word"), seat, word: z.string(), score: z.number() }),
  z.object({ kind: z.literal("pass"), seat }),
  z.object({ kind: z.literal("missed"), seat }),
]);
const player = z.object({ uid: z.string(), name: z.string(), score: z.number(), tiles: z.number() });

/** What everybody at a table may see. It has no place for a rack. What isn't there is left out: Protobuf has no null. */
export const game = z.object({
  players: z.tuple([player, player]).readonly(),
  turns: z.array(turn).readonly(),
  bag: z.number(),
  now: z.discriminatedUnion("phase", [
    z.object({ phase: z.literal("playing"), toMove: seat, deadline: z.number(), drawOffer: seat.optional() }),
    z.object({
      phase: z.literal("over"),
      reason: z.enum(["turns", "tiles", "stalled", "away", "resigned", "agreed"]),
      winner: seat.optional(),
    }),
  ]),
});

/** What somebody says, before it is said. */
export const text = z.string().trim().min(1).max(200);
/** A line of a chat. `seq` grows by 1 with each line of the same chat: it orders them, and tells one that came twice. */
export const line = z.object({
  seq: z.number(),
  uid: z.string(),
  name: z.string(),
  text: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
});
/** The newest lines of a chat, oldest first. */
export const lines = z.array(line).readonly();

/** How many watch a table. Of two counts, the one with the higher `version` is newer. */
export const watchers = z.object({ version: z.number(), count: z.number() });

/** Somebody who is here. */
export const guest = z.object({ uid: z.string(), name: z.string() });
const score = z.object({ uid: z.string(), name: z.string(), score: z.number() });
/** The lobby as everybody there sees it: who looks for an opponent, what is being played, who is here. */
export const lobby = z.object({
  version: z.number(),
  seeks: z.array(guest.extend({ table: tableId })).readonly(),
  games: z.array(at.extend({ players: z.tuple([score, score]).readonly() })).readonly(),
  guests: z.array(guest).readonly(),
  /** How many are here: `guests` names the first of them only. */
  guestCount: z.number(),
});
