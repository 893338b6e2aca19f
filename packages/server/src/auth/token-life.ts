import type { Cancel, Clock } from "@volley/protocol/internal";

/** What following a token takes. */
export interface TokenLifeParts {
  readonly clock: Clock;
  /** Gives a number from 0 (included) to 1 (excluded). */
  readonly random: () => number;
  /** From the token's end until it is over, in ms. */
  readonly graceMs: number;
  /** The client shall be asked for a fresh one: it is over in so many ms. Called once. */
  readonly ask: (withinMs: number) => void;
  /** It is over. */
  readonly over: () => void;
}

/** A token that seems to have run out when it comes (clocks differ) isn't asked for again and again. */
const SHORTEST_MS = 1_000;
/** The longest delay that timers take. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** Tells when to ask for a fresh token: after about 80 % of what is left, spread, as many may have come at once. */
export function askAfterMs(leftMs: number, random: number): number {
  return Math.max(SHORTEST_MS, leftMs * (0.7 + 0.2 * random));
}

/** Follows one token of one connection: says when a fresh one is wanted, and when it is too late. */
export class TokenLife {
  readonly #parts: TokenLifeParts;
  readonly #endsAt: number;
  #stop: Cancel = () => {};

  /** Starts at once. `expiresAt`: in ms since 1970. */
  constructor(expiresAt: number, parts: TokenLifeParts) {
    const { clock, random, graceMs, ask, over } = parts;
    this.#parts = parts;
    this.#endsAt = expiresAt + graceMs;
    const now = clock.now();
    const askAt = Math.min(now + askAfterMs(expiresAt - now, random()), this.#endsAt);
    this.#at(askAt, () => {
      this.#at(this.#endsAt, over);
      const leftMs = this.#endsAt - clock.now();
      if (leftMs > 0) ask(leftMs);
    });
  }

  /** Ends it: nothing is called any more. */
  stop(): void {
    this.#stop();
  }

  /** Waits for a time of the wall clock, which may be set meanwhile. */
  #at(time: number, run: () => void): void {
    const { clock } = this.#parts;
    const leftMs = time - clock.now();
    this.#stop = clock.after(Math.min(Math.max(0, leftMs), LONGEST_DELAY_MS), () => {
      if (clock.now() < time) this.#at(time, run);
      else run();
    });
  }
}
