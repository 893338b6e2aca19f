import * as z from "zod";

/** What somebody may do in a room. */
export type RoomAction = "join" | "publish" | "history" | "presence";

const ACTIONS = ["join", "publish", "history", "presence"] as const;
const Pattern = z.string().min(1).max(65);

/**
 * What tokens say about rooms: `rooms`, names or beginnings of names (`"table-*"`, `"*"`), and `actions`. Other claims are
 * let through. A claim of another shape refuses the token: who meant to limit must not give everything.
 */
export const RoomClaims = z.looseObject({
  rooms: z.array(Pattern).max(256).optional(),
  actions: z.array(z.enum(ACTIONS)).max(ACTIONS.length).optional(),
});

/** The claims that rights are read from. */
export type RoomClaims = z.infer<typeof RoomClaims>;

/** What holds for tokens that don't say: which rooms. All actions are allowed then. */
export interface RightDefaults {
  readonly rooms: readonly string[];
}

/** Tells whether claims allow an action in a room. */
export function mayDo(action: RoomAction, room: string, { claims, defaults }: Claimed): boolean {
  const patterns = claims.rooms ?? defaults.rooms;
  return patterns.some((pattern) => fits(pattern, room)) && (claims.actions ?? ACTIONS).includes(action);
}

/** A token's claims, and what holds where they say nothing. */
export interface Claimed {
  readonly claims: Pick<RoomClaims, "rooms" | "actions">;
  readonly defaults: RightDefaults;
}

/** A star counts at the end only: elsewhere it is no letter of a room's name, so such a pattern fits nothing. */
function fits(pattern: string, room: string): boolean {
  return pattern.endsWith("*") ? room.startsWith(pattern.slice(0, -1)) : pattern === room;
}
