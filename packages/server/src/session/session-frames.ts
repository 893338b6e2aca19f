import type { FrameDelivery } from "./frame-delivery.js";
import { OpeningFrames } from "./opening-frames.js";
import type { Outbox } from "./outbox.js";

/** Everything that is written to one session: over the connection that it has, behind that one's welcome. */
export class SessionFrames {
  #outbox: Outbox | undefined;
  /** Frames written before the welcome, which goes first; undefined from then on. */
  #held: OpeningFrames | undefined = new OpeningFrames();

  /** Whether there is a connection to write to. */
  get hasOutbox(): boolean {
    return this.#outbox !== undefined;
  }

  /** Whether the client was welcomed. */
  get welcomed(): boolean {
    return this.#held === undefined;
  }

  /** Takes a new connection, whose client is still to be welcomed. */
  open(outbox: Outbox): void {
    this.#outbox?.flush();
    this.#held = new OpeningFrames();
    this.#outbox = outbox;
  }

  /** Sends the first frame, and behind it what was written while it was made. */
  welcome(frame: Uint8Array): void {
    const held = this.#held?.all() ?? [];
    this.#held = undefined;
    this.send(frame);
    for (const each of held) this.send(each.frame, each.delivery);
  }

  /** Sends a frame at the end of the tick, as its delivery has it; without a connection it is dropped. */
  send(frame: Uint8Array, delivery?: FrameDelivery): void {
    if (this.#held === undefined) this.#outbox?.push(frame, delivery);
    else this.#held.send(frame, delivery);
  }

  /** Sends a frame that the client missed. Until the welcome it waits in front of all that `send` was given. */
  replay(frame: Uint8Array): void {
    if (this.#held === undefined) this.#outbox?.push(frame);
    else this.#held.replay(frame);
  }

  /** Writes a last frame, at once, and what was sent before it; takes nothing more. */
  part(goodbye: Uint8Array): void {
    const outbox = this.#outbox;
    this.#outbox = undefined;
    outbox?.push(goodbye);
    outbox?.flush();
  }

  /** Forgets what waits for a welcome that won't come. */
  dropHeld(): void {
    this.#held = undefined;
  }

  /** Lets go of the connection. */
  close(): void {
    this.#outbox = undefined;
  }
}
