import type { VolleyError } from "@volley/protocol";
import { type Cancel, type Clock, systemError } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import type { KeptDeadJob, NewJob } from "./job.js";
import type { AllJobRules, RunJob } from "./job-queue.js";
import { logVerdict } from "./log-verdict.js";
import { verdictOf } from "./verdict.js";

/** Where a job is. */
type Place =
  | { readonly status: "waiting"; readonly cancel: Cancel }
  | { readonly status: "ready" }
  | { readonly status: "running"; readonly worker: ShelfWorker; readonly stop: AbortController }
  | { readonly status: "dead"; readonly error: VolleyError; readonly diedAt: number };

interface Entry {
  readonly added: NewJob;
  readonly enqueuedAt: number;
  failures: number;
  starts: number;
  place: Place;
}

/** One node that runs jobs of a shelf. */
export interface ShelfWorker {
  readonly run: RunJob;
  readonly logger: Logger;
  /** How many run here. */
  running: number;
  /** Set when it takes no more; called when nothing runs here any longer. */
  onIdle: (() => void) | undefined;
}

/** What a shelf works with. */
export interface JobShelfParts {
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly rules: AllJobRules;
}

/** So many jobs of one service are kept in memory; more are refused. */
const MAX_JOBS = 10_000;
/** So many ids of jobs that are done are remembered for their keys; more forget the oldest. */
const MAX_DONE = 100_000;
/** The longest that a timer waits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The jobs of one service in memory, and the nodes of this process that run them. */
export class JobShelf {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #rules: AllJobRules;
  /** The dead ones behind the others, in the order in which they died. */
  readonly #entries = new Map<string, Entry>();
  /** Ids of jobs that are done, with the timers that forget them. */
  readonly #done = new Map<string, Cancel>();
  readonly #ready = new Set<Entry>();
  readonly #workers = new Set<ShelfWorker>();

  constructor({ clock, random, rules }: JobShelfParts) {
    this.#clock = clock;
    this.#random = random;
    this.#rules = rules;
  }

  /** How many jobs are neither done nor dead. */
  get open(): number {
    return this.#entries.size - this.#dead().length;
  }

  /** Throws `BUSY`. */
  add(added: NewJob): void {
    const { id } = added.job;
    if (this.#entries.has(id) || this.#done.has(id)) return;
    if (this.#entries.size >= MAX_JOBS) throw systemError("BUSY", `${MAX_JOBS} jobs of this service are waiting`);
    const now = this.#clock.now();
    const entry: Entry = { added, enqueuedAt: now, failures: 0, starts: 0, place: { status: "ready" } };
    this.#entries.set(id, entry);
    this.#wait(entry, added.delayMs);
  }

  addWorker(run: RunJob, logger: Logger): ShelfWorker {
    const worker: ShelfWorker = { run, logger, running: 0, onIdle: undefined };
    this.#workers.add(worker);
    this.#startSome();
    return worker;
  }

  /** Gives a worker no more; resolves when nothing runs there. */
  drain(worker: ShelfWorker): Promise<void> {
    this.#workers.delete(worker);
    if (worker.running === 0) return Promise.resolve();
    return new Promise((resolve) => {
      worker.onIdle = resolve;
    });
  }

  /** Takes what runs there away from a worker. */
  giveBack(worker: ShelfWorker): void {
    this.#workers.delete(worker);
    for (const entry of this.#entries.values()) {
      const { place } = entry;
      if (place.status !== "running" || place.worker !== worker) continue;
      this.#makeReady(entry);
      place.stop.abort();
    }
  }

  listDead(limit: number): readonly KeptDeadJob[] {
    return this.#dead()
      .slice(0, limit)
      .map(({ added: { job }, starts, enqueuedAt, place: { error, diedAt } }) => ({
        ...{ job, error, starts, enqueuedAt, diedAt },
      }));
  }

  retryDead(id: string): boolean {
    const entry = this.#entries.get(id);
    if (entry?.place.status !== "dead") return false;
    entry.failures = 0;
    entry.starts = 0;
    this.#makeReady(entry);
    return true;
  }

  dropDead(id: string): boolean {
    return this.#entries.get(id)?.place.status === "dead" && this.#entries.delete(id);
  }

  /** Ends all timers. */
  close(): void {
    for (const { place } of this.#entries.values()) if (place.status === "waiting") place.cancel();
    for (const cancel of this.#done.values()) cancel();
  }

  #wait(entry: Entry, ms: number): void {
    if (ms <= 0) return this.#makeReady(entry);
    const step = Math.min(ms, LONGEST_TIMER_MS);
    entry.place = { status: "waiting", cancel: this.#clock.after(step, () => this.#wait(entry, ms - step)) };
  }

  #makeReady(entry: Entry): void {
    entry.place = { status: "ready" };
    this.#ready.add(entry);
    this.#startSome();
  }

  #startSome(): void {
    for (const entry of this.#ready) {
      const worker = this.#leastBusy();
      if (worker === undefined) return;
      this.#ready.delete(entry);
      this.#start(entry, worker);
    }
  }

  #leastBusy(): ShelfWorker | undefined {
    let least: ShelfWorker | undefined;
    for (const worker of this.#workers) {
      if (worker.running < (least?.running ?? this.#rules.concurrency)) least = worker;
    }
    return least;
  }

  #start(entry: Entry, worker: ShelfWorker): void {
    const stop = new AbortController();
    const place: Place = { status: "running", worker, stop };
    entry.place = place;
    entry.starts++;
    worker.running++;
    void worker.run(entry.added.job, stop.signal).then((error) => {
      // Unless it was given back: then another start counts.
      if (entry.place === place) this.#ended(entry, error, worker.logger);
      worker.running--;
      if (worker.running === 0) worker.onIdle?.();
      this.#startSome();
    });
  }

  #ended(entry: Entry, error: VolleyError | undefined, logger: Logger): void {
    const { job, attempts, backoffMs } = entry.added;
    const verdict = verdictOf(error, { failures: entry.failures, attempts, backoffMs }, this.#random());
    logVerdict(logger, job, verdict);
    entry.failures++;
    if (verdict.type === "retry") return this.#wait(entry, verdict.afterMs);
    if (verdict.type === "done") return this.#remember(entry);
    entry.place = { status: "dead", error: verdict.error, diedAt: this.#clock.now() };
    this.#entries.delete(job.id);
    this.#entries.set(job.id, entry);
    const old = this.#clock.now() - this.#rules.deadMs;
    for (const [index, { added, place }] of this.#dead().entries()) {
      if (index >= this.#rules.deadCount || place.diedAt < old) this.#entries.delete(added.job.id);
    }
  }

  #remember({ added: { job, keyed, delayMs }, enqueuedAt }: Entry): void {
    this.#entries.delete(job.id);
    const leftMs = enqueuedAt + delayMs + this.#rules.keyMs - this.#clock.now();
    if (!keyed || leftMs <= 0) return;
    const [oldest] = this.#done.size < MAX_DONE ? [] : this.#done;
    if (oldest !== undefined) this.#forget(...oldest);
    const cancel = this.#clock.after(Math.min(leftMs, LONGEST_TIMER_MS), () => this.#done.delete(job.id));
    this.#done.set(job.id, cancel);
  }

  #forget(id: string, cancel: Cancel): void {
    cancel();
    this.#done.delete(id);
  }

  /** The last to die first. */
  #dead(): readonly DeadEntry[] {
    return [...this.#entries.values()].filter(isDead).reverse();
  }
}

type DeadEntry = Entry & { readonly place: Place & { readonly status: "dead" } };

function isDead(entry: Entry): entry is DeadEntry {
  return entry.place.status === "dead";
}
