import type { StreamPosition } from "@volley/protocol/internal";

/** What brings a client that is back what it missed of numbered pushes. */
export interface ReturningStreams {
  /** Tells where a client stands in its streams, before its session enters their rooms or while it is in them. */
  returning(sessionId: string, positions: ReadonlyMap<string, StreamPosition>): void;
  /** Resolves when all that it missed is written to it. Rejects with `UNAVAILABLE`; bounded. */
  settled(sessionId: string): Promise<void>;
}

/** No push is numbered. */
export const NO_STREAMS: ReturningStreams = { returning: () => {}, settled: async () => {} };
