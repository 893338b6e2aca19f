import {
  decodePositionNews,
  decodePushPosition,
  EXTENSION,
  extensionOf,
  MAX_POSITIONS,
  type PositionFrame,
  type PushFrame,
  type StreamPosition,
} from "@volley/protocol/internal";
import type { Turn } from "../base/turns.js";
import { groupOf } from "./group-of.js";
import type { ReplayMeta } from "./push-meta.js";
import type { Resync } from "./resync.js";

/** What is known of a numbered push, and whether it is to be dropped now: the server sends it again. */
export interface StreamEntry {
  readonly meta: Pick<ReplayMeta, "stream" | "offset" | "replayed">;
  isOver(): boolean;
}

/** Hands a push to its handlers. Resolves, or returns, when they have heard it; never fails. */
type Deliver = (entry?: StreamEntry) => Promise<void> | undefined;

/** Knows how far the client is in each stream, and drops what it has had already. */
export class StreamPositions {
  /** The streams that moved last are the last ones. */
  readonly #positions = new Map<string, StreamPosition>();
  readonly #tell: (resync: Resync) => void;
  /** Counts welcomes; what an earlier connection left to do moves nothing any more. */
  #stay = 0;
  /** Counts the welcomes that went on with the session: the server then sends again what wasn't handled. */
  #resumes = 0;

  /** `tell` is called in the turn of the frame that says so. */
  constructor(tell: (resync: Resync) => void) {
    this.#tell = tell;
  }

  /** Lists the positions to present when a session is resumed: as many as a server looks at, the newest of them. */
  list(): readonly (readonly [stream: string, position: StreamPosition])[] {
    return [...this.#positions].slice(-MAX_POSITIONS);
  }

  /** Notes a welcome. Unless the session goes on, its streams are others. */
  welcomed({ resumed }: { readonly resumed: boolean }): void {
    this.#stay++;
    if (resumed) this.#resumes++;
    else this.#positions.clear();
  }

  /** Makes the turn of a push. A numbered one is delivered once, and counts when it was. Throws `BAD_REQUEST`. */
  push(frame: PushFrame, deliver: Deliver): Turn {
    const place = extensionOf(frame.extensions, EXTENSION.position);
    if (place === undefined) return () => deliver();
    const { replayed, ...position } = decodePushPosition(place);
    const stream = groupOf(frame) ?? "";
    const [stay, resumes] = [this.#stay, this.#resumes];
    const isOver = (): boolean => resumes !== this.#resumes;
    const move = (): void => {
      if (stay === this.#stay) this.#move(stream, position);
    };
    return () => {
      if (isOver() || this.#has(stream, position)) return;
      const delivered = deliver({ meta: { stream, offset: position.offset, replayed }, isOver });
      return delivered === undefined ? move() : delivered.then(move);
    };
  }

  /** Makes the turn of a position frame; undefined for news of a newer server. Throws `BAD_REQUEST`. */
  position(frame: PositionFrame): Turn | undefined {
    const news = decodePositionNews(frame.payload);
    const stay = this.#stay;
    return (
      news &&
      (() => {
        const { event, stream, position } = news;
        if (stay !== this.#stay) return;
        if (event === "left") this.#positions.delete(stream);
        else if (event !== "passed" || !this.#has(stream, position)) this.#move(stream, position);
        if (event !== "left" && event !== "passed") this.#tell({ group: stream || undefined, reason: event });
      })
    );
  }

  /** Forgets a stream that the session isn't in any more. */
  forget(stream: string): void {
    this.#positions.delete(stream);
  }

  #has(stream: string, { epoch, offset }: StreamPosition): boolean {
    const last = this.#positions.get(stream);
    return last !== undefined && last.epoch === epoch && offset <= last.offset;
  }

  #move(stream: string, position: StreamPosition): void {
    this.#positions.delete(stream);
    this.#positions.set(stream, position);
  }
}
