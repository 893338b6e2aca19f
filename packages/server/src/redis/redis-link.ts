import type { EventEmitter } from "node:events";
import type { Cancel, Clock } from "@volley/protocol/internal";
import { settledWithin } from "../base/settled-within.js";
import type { RedisClient } from "./connect-redis.js";

/** What a link works with, and whom it tells. */
export interface RedisLinkParts {
  readonly clock: Clock;
  /** Called each time the connection can be used. */
  readonly onReady: () => void;
  /** Called when it can't be used any more; it is being made again. */
  readonly onLost: () => void;
  /** Called when it can be used again, after a loss. */
  readonly onAgain?: (() => void) | undefined;
}

/** Between two connections that we gave up ourselves, or that ioredis stopped making. */
const PAUSE_MS = 1_000;
/** How long the last commands and the peer's goodbye are waited for. */
const CLOSE_MS = 500;

/** A connection to Redis that is made again whenever it breaks, until it is closed. */
export class RedisLink<C extends RedisClient> {
  readonly client: C;
  readonly #parts: RedisLinkParts;
  #status: "lost" | "ready" | "closed" = "lost";
  #problem = "it doesn't answer";
  #nextReconnectAt = 0;
  #wasReady = false;
  #stopTimer: Cancel = () => {};

  constructor(client: C, parts: RedisLinkParts) {
    this.client = client;
    this.#parts = parts;
    const events: EventEmitter = client;
    events.on("ready", () => this.#onReady());
    events.on("close", () => this.#onLost());
    events.on("end", () => this.#onEnd());
    events.on("error", (error: Error) => {
      this.#problem = error.message;
    });
  }

  /** Whether commands can be sent. */
  get ready(): boolean {
    return this.#status === "ready";
  }

  /** Says what went wrong last, in the words of Redis or the network; never holds a password. */
  get problem(): string {
    return this.#problem;
  }

  /** Starts to connect. Failures are tried again, without end. */
  open(): void {
    if (this.#status === "closed") return;
    this.client.connect().catch(() => {});
  }

  /** Gives this connection up and makes another: at once, or soon if that was just done. */
  reconnect(): void {
    // After its end it is started again anyway.
    if (this.#status === "closed" || this.client.status === "end") return;
    this.#onLost();
    const now = this.#parts.clock.monotonic();
    const pause = Math.max(0, this.#nextReconnectAt - now);
    this.#nextReconnectAt = now + pause + PAUSE_MS;
    if (pause === 0) this.client.disconnect(true);
    else this.#later(pause, () => this.client.disconnect(true));
  }

  /** Sends what was written, and closes. Bounded, and never rejects. */
  async close(): Promise<void> {
    if (this.#status === "closed") return;
    const { client } = this;
    const { clock } = this.#parts;
    this.#status = "closed";
    this.#stopTimer();
    if (client.status === "ready") await settledWithin(client.quit(), CLOSE_MS, clock);
    // Without a connection nothing ends: it only must not be made again.
    const open = ["connecting", "connect", "ready", "close"].includes(client.status);
    const ended = new Promise((resolve) => client.once("end", resolve));
    client.disconnect();
    if (open) await settledWithin(ended, CLOSE_MS, clock);
  }

  #onReady(): void {
    if (this.#status !== "lost") return;
    this.#stopTimer();
    this.#status = "ready";
    if (this.#wasReady) this.#parts.onAgain?.();
    this.#wasReady = true;
    this.#parts.onReady();
  }

  #onLost(): void {
    if (this.#status !== "ready") return;
    this.#status = "lost";
    this.#parts.onLost();
  }

  /** ioredis gives up when a connection is closed while it looks for a master, for one; we never do. */
  #onEnd(): void {
    if (this.#status !== "closed") this.#later(PAUSE_MS, () => this.open());
  }

  #later(delayMs: number, run: () => void): void {
    this.#stopTimer();
    this.#stopTimer = this.#parts.clock.after(delayMs, run);
  }
}
