import type { Ending } from "@volley/protocol";

/** A session that has its client. */
export interface Leaving {
  readonly connected: boolean;
  /** Asks the client to go on over another connection. */
  move(options: { readonly inMs: number }): Promise<void>;
}

/**
 * Where clients can go. "resume": their sessions go on on other nodes. "anew": there may be other nodes, but sessions
 * end with this one. "nowhere": this server is alone.
 */
export type WayOut = "resume" | "anew" | "nowhere";

/** The clients of a node that is on its way out. */
export interface LeavingClients {
  readonly way: WayOut;
  /** Those who are still connected, each with its session here. */
  connected(): readonly Leaving[];
  /** Whether there is another node now that takes clients. */
  readonly hasElsewhere: boolean;
  /** How many sessions went on elsewhere since the start. */
  readonly moved: number;
  /** Ends a session as soon as what is under way for it is done. */
  finish(client: Leaving, ending: Ending): void;
  /**
   * Ends the connections that are left. Sessions that can be resumed are let go: what is stored of them stays.
   * Never rejects; bounded.
   */
  leave(ending: () => Ending): Promise<void>;
}
