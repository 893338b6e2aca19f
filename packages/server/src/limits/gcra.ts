import type { Limiter } from "./limiter.js";
import type { Rule } from "./rule.js";

// The generic cell rate algorithm, with its "theoretical arrival time" kept as a debt: how far that time lies ahead, times
// `rate`. What passes adds `perUs` for each, a microsecond takes `rate` away, and `burst` of them may be owed at once. So
// all is integers, and no interval is rounded.

/** Tells what is left of a debt when time has gone on. A clock that was set back takes nothing away. */
export function debtAfter(debt: number, elapsedUs: number, { rate }: Rule): number {
  return Math.max(0, debt - Math.max(0, elapsedUs) * rate);
}

/** Tells what something costs. Nothing costs more than a burst, or it could never pass. */
export function priceOf(cost: number, { perUs, burst }: Rule): number {
  return Math.min(cost, burst) * perUs;
}

/** Tells how many microseconds it takes until something of this price may pass: 0 is now. */
export function waitFor(price: number, debt: number, { rate, perUs, burst }: Rule): number {
  const over = debt + price - burst * perUs;
  return over <= 0 ? 0 : Math.ceil(over / rate);
}

/** Tells how many could pass now. */
export function remaining(debt: number, { perUs, burst }: Rule): number {
  return Math.floor((burst * perUs - debt) / perUs);
}

/** Lets `rate` pass per `perMs`, and `burst` of them at once. What is refused costs nothing. */
export class Gcra implements Limiter {
  readonly rule: Rule;
  #debt = 0;
  #at = 0;

  constructor(rule: Rule) {
    this.rule = rule;
  }

  take(atUs: number, cost = 1): number {
    const { rule } = this;
    const debt = debtAfter(this.#debt, atUs - this.#at, rule);
    const price = priceOf(cost, rule);
    const wait = waitFor(price, debt, rule);
    this.#debt = wait === 0 ? debt + price : debt;
    this.#at = atUs;
    return wait;
  }

  /** Whether it is as a new one would be. */
  isIdle(atUs: number): boolean {
    return debtAfter(this.#debt, atUs - this.#at, this.rule) === 0;
  }
}
