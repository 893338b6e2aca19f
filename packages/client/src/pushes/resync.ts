/**
 * Why a client must fetch a state again: "joined": pushes come from here on, and what was before isn't known; "window":
 * it was away for longer than they are kept; "epoch": the server lost all of them; "fork": it lost the last ones.
 */
export type ResyncReason = "joined" | "window" | "epoch" | "fork";

/** Tells that the pushes of a stream don't go on from what the client has. */
export interface Resync {
  /** The name of the group; undefined for what is pushed to the user. */
  readonly group: string | undefined;
  readonly reason: ResyncReason;
}
