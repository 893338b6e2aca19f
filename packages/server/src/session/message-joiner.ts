import { joinBytes } from "@volley/protocol/internal";

/**
 * Joins the frames of a tick into one message. Clients who get the same frames, one right after the other, share it: what a
 * group hears in a tick is put together once.
 */
export class MessageJoiner {
  #frames: readonly Uint8Array[] = [];
  #message: Uint8Array = new Uint8Array(0);

  /** Joins at least one frame. Nobody may change the list, nor the bytes. */
  join(frames: readonly Uint8Array[]): Uint8Array {
    const [first] = frames;
    if (frames.length === 1 && first !== undefined) return first;
    if (!areSame(frames, this.#frames)) {
      this.#frames = frames;
      this.#message = joinBytes(frames, lengthOf(frames));
    }
    return this.#message;
  }
}

function areSame(some: readonly Uint8Array[], others: readonly Uint8Array[]): boolean {
  if (some.length !== others.length) return false;
  for (let at = 0; at < some.length; at++) if (some[at] !== others[at]) return false;
  return true;
}

function lengthOf(frames: readonly Uint8Array[]): number {
  let length = 0;
  for (const frame of frames) length += frame.length;
  return length;
}
