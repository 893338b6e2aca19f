import { type Clock, systemError } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import { type Unsubscribe, unsubscribe } from "../base/unsubscribe.js";
import { type Check, HealthCheck } from "./health-check.js";
import type { CheckResult, HealthReport, UnreadyReason } from "./health-report.js";

/** What the health of a node is read from. */
export interface HealthParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly hasStarted: () => boolean;
  /** Why the node itself isn't ready, besides that it has not started. */
  readonly reasons: () => readonly UnreadyReason[];
}

/** Options of `health.add`. */
export interface CheckOptions {
  /** How long the check may take, in ms; longer is a failure. Default: 2,000. */
  readonly timeoutMs?: number | undefined;
}

/** Tells whether a server has started, and whether it should get new clients. */
export class Health {
  readonly #parts: HealthParts;
  readonly #checks = new Map<string, HealthCheck>();

  constructor(parts: HealthParts) {
    this.#parts = parts;
  }

  /**
   * Makes the server ready only while a check of the app's succeeds, such as whether its database answers. It is run
   * when somebody asks, once a second at most. Throws `CONFLICT` for a name that is taken.
   */
  add(name: string, check: Check, { timeoutMs = 2_000 }: CheckOptions = {}): Unsubscribe {
    if (this.#checks.has(name)) throw systemError("CONFLICT", `there is a health check "${name}" already`);
    const { clock, logger } = this.#parts;
    const added = new HealthCheck({ name, check, timeoutMs, clock, logger });
    this.#checks.set(name, added);
    return unsubscribe(() => {
      if (this.#checks.get(name) === added) this.#checks.delete(name);
    });
  }

  /** Tells how the server is; checks run at the same time. Never rejects; takes as long as the slowest check may. */
  async check(): Promise<HealthReport> {
    const results = await Promise.all(
      [...this.#checks].map(async ([name, check]): Promise<[string, CheckResult]> => [name, await check.run()]),
    );
    const started = this.#parts.hasStarted();
    const reasons: UnreadyReason[] = started ? [...this.#parts.reasons()] : ["starting"];
    if (results.some(([, { ok }]) => !ok)) reasons.push("check");
    return { started, ready: reasons.length === 0, reasons, checks: Object.fromEntries(results) };
  }

  /** Whether the server has started once. */
  get started(): boolean {
    return this.#parts.hasStarted();
  }
}
