import type { Cancel, Clock } from "@volley/protocol/internal";

/** The rhythm of a heartbeat. */
export interface HeartbeatTimes {
  /** The pause between a pong and the next ping in ms. */
  readonly everyMs: number;
  /** How long a pong may take, in ms. */
  readonly timeoutMs: number;
}

/** What a heartbeat needs and reports. */
export interface HeartbeatPorts extends HeartbeatTimes {
  readonly clock: Clock;
  /** Sends a ping. */
  ping(id: number): void;
  /** No pong came in time. Nothing happens after it. */
  silent(): void;
}

/** So many pings follow each other at once, so that the clock is right from the start. */
const QUICK_PINGS = 3;

/**
 * Asks the server now and then whether it is there. One ping is under way at a time, so that a silent connection is
 * noticed within `everyMs + timeoutMs`. In a frozen tab the time-out fires late, upon waking: then the pong is
 * overdue, and that is the end at once.
 */
export class Heartbeat {
  readonly #ports: HeartbeatPorts;
  #pings = 0;
  #awaited: { readonly id: number; readonly sentAt: number } | undefined;
  #isHurried = false;
  #stopTimer: Cancel = () => {};

  constructor(ports: HeartbeatPorts) {
    this.#ports = ports;
  }

  /** Sends a ping now and goes on until it is stopped. */
  start(): void {
    const { clock, timeoutMs, ping, silent } = this.#ports;
    const id = ++this.#pings;
    this.#awaited = { id, sentAt: clock.monotonic() };
    this.#stopTimer = clock.after(timeoutMs, silent);
    ping(id);
  }

  /** Takes a pong and tells its round trip in ms; undefined if nobody waited for it. */
  pong(id: number): number | undefined {
    const awaited = this.#awaited;
    if (awaited?.id !== id) return undefined;
    const { clock, everyMs } = this.#ports;
    this.#awaited = undefined;
    this.#stopTimer();
    this.#stopTimer = clock.after(id < QUICK_PINGS || this.#isHurried ? 0 : everyMs, () => this.start());
    this.#isHurried = false;
    return clock.monotonic() - awaited.sentAt;
  }

  /** Pings now, or as soon as the pong under way has come. */
  hurry(): void {
    this.#isHurried = this.#awaited !== undefined;
    if (this.#isHurried) return;
    this.#stopTimer();
    this.start();
  }

  stop(): void {
    this.#stopTimer();
  }
}
