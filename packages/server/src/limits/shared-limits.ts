import type { Clock } from "@volley/protocol/internal";
import { AgedMap } from "../base/aged-map.js";
import type { Logger } from "../base/logger.js";
import { type BreakerEvent, type BreakerState, CLOSED, nextBreakerState } from "../redis/breaker.js";
import { Gcra } from "./gcra.js";
import type { LimitStore, Taken } from "./limit-store.js";
import { microsecondsOf } from "./limiter.js";
import { type Rule, shareOf, type WhenUnsure } from "./rule.js";

/** What shared limits work with. */
export interface SharedLimitsParts {
  readonly store: LimitStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How many nodes let clients in, as far as this one knows. */
  readonly nodes: () => number;
  /** How long the store may take, in ms. Default: 100. */
  readonly budgetMs?: number | undefined;
}

/** A limit with what it does when the store doesn't answer. */
export interface SharedRule {
  readonly rule: Rule;
  readonly whenUnsure: WhenUnsure;
}

const BUDGET_MS = 100;
/** After so many questions in a row without an answer the store isn't asked for a while. */
const BREAKER = { failures: 3, openMs: 2_000 };
const MAX_KEYS = 10_000;
/** When somebody may try again who was refused since nobody could tell, in microseconds. */
const UNSURE_US = 1_000_000;

/** Limits that all nodes keep together. A store that doesn't answer costs its budget, and then the node counts alone. */
export class SharedLimits {
  readonly #parts: SharedLimitsParts;
  /** Until when a key is refused: nothing that others do can make it earlier, so nobody has to be asked. */
  readonly #refused = new AgedMap<string, number>(MAX_KEYS);
  readonly #own = new AgedMap<string, Gcra>(MAX_KEYS);
  #breaker: BreakerState = CLOSED;
  /** The number of nodes when the store stopped to answer; undefined while it does. */
  #nodes: number | undefined;
  #degraded = 0;

  constructor(parts: SharedLimitsParts) {
    this.#parts = parts;
  }

  /** Counts what was decided without the store, since the start. */
  get degraded(): number {
    return this.#degraded;
  }

  /** Takes one of a key's allowance: 0, or how many microseconds to wait. Never rejects, and is bounded by the budget. */
  take(key: string, shared: SharedRule): number | Promise<number> {
    const now = microsecondsOf(this.#parts.clock);
    const until = this.#refused.get(key);
    if (until === undefined) return this.#take(key, shared, now);
    if (until > now) return until - now;
    this.#refused.delete(key);
    return this.#take(key, shared, now);
  }

  async #take(key: string, shared: SharedRule, startedUs: number): Promise<number> {
    const taken = await this.#ask(key, shared.rule);
    if (taken === undefined) return this.#decideAlone(key, shared);
    // Counted from before the question: the store's "now" was later, so this is never too long.
    if (!taken.allowed) this.#refused.set(key, startedUs + taken.retryAfterUs);
    return taken.allowed ? 0 : taken.retryAfterUs;
  }

  /** Undefined: there was no answer in time. */
  #ask(key: string, rule: Rule): Promise<Taken | undefined> {
    const { store, clock, budgetMs = BUDGET_MS } = this.#parts;
    const isTrying = this.#breaker.status === "trying";
    this.#next({ type: "asked", at: clock.monotonic() });
    if (isTrying || this.#breaker.status === "open") return Promise.resolve(undefined);
    return new Promise((resolve) => {
      let isOver = false;
      const settle = (taken: Taken | undefined): void => {
        if (isOver) return;
        isOver = true;
        cancel();
        this.#next(taken === undefined ? { type: "failed", at: clock.monotonic() } : { type: "succeeded" });
        if (taken !== undefined) this.#sure();
        resolve(taken);
      };
      // An answer that lies in the socket, since this process was busy, is read first.
      const cancel = clock.after(budgetMs, () => void setImmediate(() => settle(undefined)));
      store.take(key, rule).then(settle, () => settle(undefined));
    });
  }

  #next(event: BreakerEvent): void {
    this.#breaker = nextBreakerState(this.#breaker, event, BREAKER);
  }

  #sure(): void {
    if (this.#nodes === undefined) return;
    this.#nodes = undefined;
    this.#own.clear();
    this.#parts.logger.info("limits of the whole cluster are exact again");
  }

  #decideAlone(key: string, { rule, whenUnsure }: SharedRule): number {
    this.#degraded++;
    if (this.#nodes === undefined) {
      this.#nodes = Math.max(1, this.#parts.nodes());
      this.#parts.logger.warn("Redis can't say what passes limits now; this node keeps its share of them", {
        nodes: this.#nodes,
      });
    }
    if (whenUnsure === "refuse") return UNSURE_US;
    let own = this.#own.get(key);
    if (own === undefined) own = new Gcra(shareOf(rule, this.#nodes));
    this.#own.set(key, own);
    return own.take(microsecondsOf(this.#parts.clock));
  }
}
