import { encodePosition, encodePositionNews, type PositionEvent, type StreamPosition } from "@volley/protocol/internal";
import { decodeKeptPush, type KeptPush } from "./log-entry-codec.js";
import type { LogEntry } from "./push-log.js";
import type { Stream } from "./stream-rules.js";

/** What the frames of a node's entries depend on. */
export interface FrameParts {
  /** Makes the frame of a push; undefined if this node's contract has no such push, or another `rev` of it. */
  readonly frame: (
    push: KeptPush,
    place: { readonly group: string | undefined; readonly position: StreamPosition; readonly replayed: boolean },
  ) => Uint8Array | undefined;
  /** Whether a session is in any of these rooms. */
  readonly isInAny: (sessionId: string, rooms: readonly string[]) => boolean;
  /** This node's type. */
  readonly type: string;
}

/** The frames of one entry: each is made once per node, when the first member needs it. */
export class EntryFrames {
  readonly position: StreamPosition;
  readonly #stream: Stream;
  readonly #parts: FrameParts;
  readonly #push: KeptPush | undefined;
  /** What all get unless a filter leaves them out. */
  #pushed: Uint8Array | undefined;
  #passed: Uint8Array | undefined;

  /** `replayed`: whether those who get these frames missed the entry at first. */
  constructor(stream: Stream, entry: LogEntry, parts: FrameParts & { readonly replayed: boolean }) {
    const { offset, epoch, tag } = entry;
    this.position = { offset, epoch, tag };
    this.#stream = stream;
    this.#parts = parts;
    const push = decodeKeptPush(entry.bytes);
    const meant = push !== undefined && (push.type === undefined || push.type === parts.type);
    this.#push = meant ? push : undefined;
    const group = stream.wire === "" ? undefined : stream.wire;
    this.#pushed = this.#push && parts.frame(this.#push, { group, position: this.position, replayed: parts.replayed });
  }

  /** The push for a session that it is meant for; undefined for others. */
  pushFor(sessionId: string): Uint8Array | undefined {
    if (this.#push === undefined || this.#pushed === undefined) return undefined;
    const { only, except } = this.#push;
    if (except.length > 0 && this.#parts.isInAny(sessionId, except)) return undefined;
    return only === undefined || this.#parts.isInAny(sessionId, only) ? this.#pushed : undefined;
  }

  /** The push; or the news that the entry at this place is for others. */
  frameFor(sessionId: string): Uint8Array {
    const pushed = this.pushFor(sessionId);
    if (pushed !== undefined) return pushed;
    this.#passed ??= positionFrame("passed", this.position, this.#stream);
    return this.#passed;
  }
}

/** Tells a client where it stands in a stream. */
export function positionFrame(event: PositionEvent, position: StreamPosition, { wire }: Stream): Uint8Array {
  return encodePosition(encodePositionNews({ event, position, stream: wire }));
}
