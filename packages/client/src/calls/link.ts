import type { Numbered, RouteDefinition, WireLimits } from "@volley/protocol/internal";

/** What calls need of a connection that is ready. */
export interface Link {
  /** The session that request ids belong to. */
  readonly session: string;
  readonly limits: WireLimits;
  /** What the server remembers effects with; undefined: nothing, and requests must not be sent again. */
  readonly memory: string | undefined;
  /** Tells the server's number of a route. Throws `CONTRACT_MISMATCH`. */
  numberOf(route: Numbered<RouteDefinition>): number;
  /** Sends a ping soon: its pong comes behind all that the server writes until then. */
  probe(): void;
  /** Writes frames, in their order. */
  send(frames: readonly Uint8Array[]): void;
}
