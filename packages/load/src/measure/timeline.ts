import { Pace } from "./pace.js";
import type { Interval } from "./tally.js";

/** One second of a run, all processes together. */
export interface TimelinePoint {
  /** Counts from the start of the run, from 0. */
  readonly second: number;
  readonly connected: number;
  readonly sent: number;
  readonly notSent: number;
  readonly answered: number;
  readonly failed: number;
  readonly pushes: number;
  /** In ms, of what ended in this second; undefined: nothing did. */
  readonly p50?: number | undefined;
  readonly p99?: number | undefined;
}

interface OpenSecond {
  readonly pace: Pace;
  /** How many clients of each process. */
  readonly connected: Map<number, number>;
}

/** A process that says nothing for this long holds the others' seconds up no more. */
const MAX_OPEN = 5;

/** Puts the processes' intervals together, second by second, and keeps no more than a point of what is over. */
export class Timeline {
  readonly #processes: number;
  readonly #onPoint: (point: TimelinePoint) => void;
  readonly #open = new Map<number, OpenSecond>();
  readonly #points: TimelinePoint[] = [];
  #before: ReadonlyMap<number, number> = new Map();

  constructor({ processes, onPoint }: { processes: number; onPoint: (point: TimelinePoint) => void }) {
    this.#processes = processes;
    this.#onPoint = onPoint;
  }

  get points(): readonly TimelinePoint[] {
    return this.#points;
  }

  /** Takes what a process says. What comes for a second that is over is in the totals only. */
  add(process: number, { second, connected, pace }: Interval): void {
    if (second <= (this.#points.at(-1)?.second ?? -1)) return;
    const open = this.#open.get(second) ?? { pace: new Pace(), connected: new Map() };
    this.#open.set(second, open);
    open.pace.add(pace);
    open.connected.set(process, connected);
    for (const [at, { connected: told }] of this.#sorted()) {
      if (told.size < this.#processes && this.#open.size <= MAX_OPEN) return;
      this.#close(at);
    }
  }

  /** Makes points of all that is open. */
  finish(): void {
    for (const [second] of this.#sorted()) this.#close(second);
  }

  #sorted(): [number, OpenSecond][] {
    return [...this.#open].sort(([a], [b]) => a - b);
  }

  #close(second: number): void {
    const open = this.#open.get(second);
    if (open === undefined) return;
    this.#open.delete(second);
    const { sent, notSent, answered, failed, pushes, latencies } = open.pace;
    const point = {
      ...{ second, sent, notSent, answered, failed, pushes },
      // One that ended a moment before the others had its clients until then.
      connected: sum(new Map([...this.#before, ...open.connected]).values()),
      p50: latencies.percentile(50),
      p99: latencies.percentile(99),
    };
    this.#before = open.connected;
    this.#points.push(point);
    this.#onPoint(point);
  }
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
