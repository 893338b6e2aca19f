import type { Appended, AppendOptions } from "./push-log.js";
import type { Stream } from "./stream-rules.js";

/** How a push is written to a stream; what is kept of it the stream knows. */
export type StreamAppendOptions = Omit<AppendOptions, "keep">;

/** Writes pushes to streams. */
export interface StreamAppender {
  /** Writes a push to a stream. Rejects with `UNAVAILABLE`: it may be there all the same. */
  append(stream: Stream, bytes: Uint8Array, options?: StreamAppendOptions): Promise<Appended>;
}
