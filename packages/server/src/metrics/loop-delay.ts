import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";

/** How often it is looked how late a timer is, in ms: what is measured can't be less. */
const EVERY_MS = 10;

/** Measures how late the event loop gets to its timers. */
export class LoopDelay {
  readonly #histogram: IntervalHistogram;

  constructor() {
    this.#histogram = monitorEventLoopDelay({ resolution: EVERY_MS });
    this.#histogram.enable();
  }

  /** Tells percentiles in seconds since the last call, and begins anew. */
  take(): ReadonlyMap<"0.5" | "0.99" | "1", number> {
    const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e9 - EVERY_MS / 1_000);
    const { count } = this.#histogram;
    const at = (percentile: number): number => (count === 0 ? 0 : late(this.#histogram.percentile(percentile)));
    const taken = new Map([["0.5", at(50)] as const, ["0.99", at(99)] as const, ["1", at(100)] as const]);
    this.#histogram.reset();
    return taken;
  }

  stop(): void {
    this.#histogram.disable();
  }
}
