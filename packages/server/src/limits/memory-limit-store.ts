import type { Clock } from "@volley/protocol/internal";
import { AgedMap } from "../base/aged-map.js";
import { debtAfter, priceOf, remaining, waitFor } from "./gcra.js";
import type { LimitStore, Taken } from "./limit-store.js";
import { microsecondsOf } from "./limiter.js";
import type { Rule } from "./rule.js";

/** What is owed under a key, and by which rule. */
interface Debt {
  readonly debt: number;
  readonly at: number;
  readonly rule: Rule;
}

const MAX_KEYS = 100_000;

/** Keeps allowances in this process: those that are whole again go, and of too many the one used longest ago. */
export class MemoryLimitStore implements LimitStore {
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #debts: AgedMap<string, Debt>;

  constructor(clock: Pick<Clock, "monotonic">, maxKeys = MAX_KEYS) {
    this.#clock = clock;
    this.#debts = new AgedMap(maxKeys);
  }

  /** How many allowances are not whole, or were not when they were last looked at. */
  get size(): number {
    return this.#debts.size;
  }

  async take(key: string, rule: Rule, cost = 1): Promise<Taken> {
    const now = microsecondsOf(this.#clock);
    this.#debts.forgetOldest(2, ({ debt, at, rule: its }) => debtAfter(debt, now - at, its) === 0);
    const before = this.#debts.get(key);
    const debt = before === undefined ? 0 : debtAfter(before.debt, now - before.at, rule);
    const price = priceOf(cost, rule);
    const retryAfterUs = waitFor(price, debt, rule);
    if (retryAfterUs > 0) return { allowed: false, remaining: remaining(debt, rule), retryAfterUs };
    this.#debts.set(key, { debt: debt + price, at: now, rule });
    return { allowed: true, remaining: remaining(debt + price, rule), retryAfterUs: 0 };
  }
}
