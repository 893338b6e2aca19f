import type { Cancel, Clock } from "@volley/protocol/internal";
import type { Bus } from "../cluster/bus.js";
import type { LocalStream } from "./local-stream.js";
import type { PushLog } from "./push-log.js";
import type { StreamCounts } from "./stream-counts.js";

/** What a sweep works with. */
export interface StreamSweepParts {
  readonly log: Pick<PushLog, "tops">;
  readonly streams: () => Iterable<LocalStream>;
  readonly bus: Pick<Bus, "onChange">;
  readonly clock: Clock;
  readonly sweepMs?: number | undefined;
  /** Takes work that nobody awaits. */
  readonly watch: (work: Promise<void>) => void;
  readonly counts?: StreamCounts | undefined;
}

const SWEEP_MS = 5_000;
/** How many streams are asked for at once. */
const BATCH = 200;

/**
 * Compares from time to time where this node's streams are with where the log says they end: the loss of a stream's
 * last message shows in nothing else. It keeps their counts alive too, and tries again what failed.
 */
export class StreamSweep {
  readonly #parts: StreamSweepParts;
  #running = false;
  #stopTimer: Cancel = () => {};
  #stopListening: (() => void) | undefined;

  constructor(parts: StreamSweepParts) {
    this.#parts = parts;
  }

  /** Sweeps from now on: at the times set, and whenever messages between nodes get through again. */
  start(): void {
    if (this.#stopListening !== undefined) return;
    this.#stopListening = this.#parts.bus.onChange((up) => up && this.now());
    this.#arm();
  }

  stop(): void {
    this.#stopTimer();
    this.#stopListening?.();
    this.#stopListening = undefined;
  }

  /** Sweeps now, unless it is under way. */
  now(): void {
    if (this.#running) return;
    this.#running = true;
    const over = (result: "ok" | "failed"): void => {
      this.#running = false;
      this.#parts.counts?.sweeps.add(result);
    };
    const sweeping = this.#sweep().then(
      () => over("ok"),
      (error: unknown) => {
        over("failed");
        throw error;
      },
    );
    this.#parts.watch(sweeping);
  }

  #arm(): void {
    const { clock, sweepMs = SWEEP_MS } = this.#parts;
    this.#stopTimer = clock.after(sweepMs, () => {
      this.#arm();
      this.now();
    });
  }

  async #sweep(): Promise<void> {
    const all = [...this.#parts.streams()];
    const started = all.filter((stream) => stream.started);
    for (let at = 0; at < started.length; at += BATCH) await this.#compare(started.slice(at, at + BATCH));
    for (const stream of all) stream.retry();
  }

  async #compare(streams: readonly LocalStream[]): Promise<void> {
    const tops = await this.#parts.log.tops(streams.map(({ stream: { name, keep } }) => ({ stream: name, keep })));
    for (const [index, top] of tops.entries()) streams[index]?.topIs(top);
  }
}
