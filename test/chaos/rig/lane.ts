import type { Socket } from "node:net";
import { FrameSplitter } from "./frame-splitter.js";

const NOTHING = Buffer.alloc(0);

/** One direction of a connection through a proxy, and what becomes of its bytes. */
export class Lane {
  readonly #to: Socket;
  readonly #waiting: Buffer[] = [];
  readonly #late: { readonly bytes: Buffer; readonly dueAt: number }[] = [];
  #stalled = false;
  #deaf = false;
  #delayMs = 0;
  /** When the last delayed bytes arrive: nothing overtakes them, as nothing does in TCP. */
  #busyUntil = 0;
  #chopped = false;
  #splitter: FrameSplitter | undefined;
  #dripping = Buffer.alloc(0);
  #left = Number.POSITIVE_INFINITY;
  #cut: () => void = () => {};
  #taken = 0;
  #passed = 0;

  constructor(to: Socket) {
    this.#to = to;
  }

  /** How many bytes were said, whatever became of them. */
  get taken(): number {
    return this.#taken;
  }

  /** How many bytes went through. */
  get passed(): number {
    return this.#passed;
  }

  /** Keeps everything back until `flow`. */
  stall(): void {
    this.#stalled = true;
  }

  /** Lets everything go on, what was kept back first. */
  flow(): void {
    this.#stalled = false;
    this.#deaf = false;
    for (const bytes of this.#waiting.splice(0)) this.#write(bytes);
  }

  /** Swallows what comes from now on; the receiver believes that the sender is silent. */
  deafen(): void {
    this.#deaf = true;
  }

  /** Delivers everything that much later, in order. */
  delay(ms: number): void {
    this.#delayMs = ms;
  }

  /** Delivers byte by byte. */
  chop(on = true): void {
    this.#chopped = on;
  }

  /** Repeats every binary WebSocket frame, as a broken middlebox would. Only from the connection's first byte on. */
  repeatFrames(): void {
    this.#splitter = new FrameSplitter();
  }

  /** Lets so many bytes pass, and cuts the connection then. */
  cutAfter(bytes: number, cut: () => void): void {
    this.#left = bytes;
    this.#cut = cut;
  }

  take(bytes: Buffer): void {
    this.#taken += bytes.length;
    const parts = this.#splitter?.take(bytes);
    const out =
      parts === undefined
        ? bytes
        : Buffer.concat(parts.flatMap((part) => (part.binary ? [part.bytes, part.bytes] : [part.bytes])));
    if (this.#deaf || out.length === 0) return;
    if (this.#stalled) this.#waiting.push(out);
    else this.#write(out);
  }

  #write(bytes: Buffer): void {
    const now = performance.now();
    const dueAt = Math.max(now + this.#delayMs, this.#busyUntil);
    if (dueAt <= now && this.#late.length === 0) return this.#deliver(bytes);
    this.#busyUntil = dueAt;
    this.#late.push({ bytes, dueAt });
    if (this.#late.length === 1) this.#wait(dueAt - now);
  }

  /** One timer at a time: two of them may come in any order. */
  #wait(ms: number): void {
    setTimeout(() => {
      const now = performance.now();
      while (this.#late[0] !== undefined && this.#late[0].dueAt <= now)
        this.#deliver(this.#late.shift()?.bytes ?? NOTHING);
      if (this.#late[0] !== undefined) this.#wait(this.#late[0].dueAt - now);
      else this.#busyUntil = 0;
    }, Math.ceil(ms));
  }

  #deliver(bytes: Buffer): void {
    if (this.#to.destroyed) return;
    const part = bytes.subarray(0, this.#left);
    this.#left -= part.length;
    this.#passed += part.length;
    if (this.#chopped || this.#dripping.length > 0) this.#drip(part);
    else this.#to.write(part);
    if (this.#left > 0) return;
    // What passed has to arrive: a reset would take it back.
    this.#to.end(() => this.#cut());
  }

  /** One byte per turn: so they arrive in pieces, whatever TCP puts together. */
  #drip(bytes: Buffer): void {
    const running = this.#dripping.length > 0;
    this.#dripping = Buffer.concat([this.#dripping, bytes]);
    if (running || this.#dripping.length === 0) return;
    const next = (): void => {
      if (this.#to.destroyed) return;
      this.#to.write(this.#dripping.subarray(0, 1));
      this.#dripping = this.#dripping.subarray(1);
      if (this.#dripping.length > 0) setImmediate(next);
    };
    next();
  }
}
