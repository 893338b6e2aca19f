import { VolleyError } from "@volley/protocol";
import { type Clock, systemError } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import type { CheckResult } from "./health-report.js";

/** Looks at something that the app needs. It fails by throwing, or by returning false; the signal aborts when its time is over. */
export type Check = (signal: AbortSignal) => unknown;

/** What a check works with. */
export interface HealthCheckParts {
  readonly name: string;
  readonly check: Check;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** For so long an answer is good, in ms: however many ask, what is behind a check isn't asked more often. */
const FRESH_MS = 1_000;

/** One named check: run when somebody asks, once for all who ask at a time, and never longer than it may. */
export class HealthCheck {
  readonly #parts: HealthCheckParts;
  #running: Promise<CheckResult> | undefined;
  #last: { readonly result: CheckResult; readonly at: number } | undefined;

  constructor(parts: HealthCheckParts) {
    this.#parts = parts;
  }

  /** Tells how it went, now or a moment ago. Never rejects; bounded. */
  run(): Promise<CheckResult> {
    const { clock } = this.#parts;
    if (this.#last !== undefined && clock.monotonic() - this.#last.at < FRESH_MS) {
      return Promise.resolve(this.#last.result);
    }
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #run(): Promise<CheckResult> {
    const { name, check, timeoutMs, clock, logger } = this.#parts;
    const startedAt = clock.monotonic();
    const controller = new AbortController();
    let stop = (): void => {};
    const tooLate = new Promise<never>((_, reject) => {
      stop = clock.after(timeoutMs, () => {
        const error = systemError("TIMEOUT", `it took longer than ${timeoutMs} ms`);
        controller.abort(error);
        reject(error);
      });
    });
    const wasOk = this.#last?.result.ok ?? true;
    let problem: CheckResult["problem"];
    let error: unknown;
    try {
      const answer = await Promise.race([Promise.resolve(controller.signal).then(check), tooLate]);
      if (answer === false) problem = "failed";
    } catch (thrown) {
      error = thrown;
      problem = controller.signal.aborted && VolleyError.is(thrown, "TIMEOUT") ? "timeout" : "failed";
    } finally {
      stop();
    }
    const at = clock.monotonic();
    const tookMs = Math.round(at - startedAt);
    const ok = problem === undefined;
    const result: CheckResult = ok ? { ok, tookMs } : { ok, tookMs, problem };
    this.#last = { result, at };
    if (!ok && wasOk) logger.warn(`the health check "${name}" fails: this server isn't ready`, { problem, error });
    if (ok && !wasOk) logger.info(`the health check "${name}" succeeds again`);
    return result;
  }
}
