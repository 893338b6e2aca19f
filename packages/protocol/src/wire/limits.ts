/** How much a receiver takes. */
export interface WireLimits {
  /** Bytes of one message (one WebSocket message). */
  readonly messageBytes: number;
  /** Frames in one message. */
  readonly frames: number;
}

/** What a server takes from a client unless configured otherwise. */
export const DEFAULT_LIMITS: WireLimits = { messageBytes: 64 * 1024, frames: 1_024 };

/** What a client takes from its server. */
export const CLIENT_LIMITS: WireLimits = { messageBytes: 16 * 1024 * 1024, frames: 65_536 };

/** Extensions in one frame; more are refused. */
export const MAX_EXTENSIONS = 16;
