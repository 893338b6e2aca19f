import type { Session } from "@volley/server";
import type { Duel } from "../contract.js";
import { tableId } from "../shapes.js";
import { z } from "../zod.js";

/**
 * What is kept with a session, on the node that holds it, and handed to whichever node serves its next request. When a
 * client comes back on another node, the session has it there, too, with its groups and tags.
 */
export const duelSession = z.object({
  /** The table that it watches. */
  watching: tableId.nullable().optional(),
});

/** A session of the game. */
export type DuelSession = Session<Duel, z.infer<typeof duelSession>>;
