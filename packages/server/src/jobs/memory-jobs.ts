import { systemError } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import type { KeptDeadJob, NewJob } from "./job.js";
import { type JobQueue, type JobQueueParts, type JobRules, type Jobs, type RunJob, withDefaults } from "./job-queue.js";
import { JobShelf, type ShelfWorker } from "./job-shelf.js";

/**
 * Keeps jobs in this process, where they end with it: for a server alone, and for tests. Nodes that shall work the
 * same jobs share one of these and a clock.
 */
export function memoryJobs(rules: JobRules = {}): Jobs {
  const allRules = withDefaults(rules);
  let shared: SharedShelves | undefined;
  return {
    queue: (parts) => {
      shared ??= new SharedShelves((ambient) => new JobShelf({ ...ambient, rules: allRules }), parts);
      return new MemoryJobQueue(shared, parts.logger);
    },
  };
}

type Ambient = Pick<JobQueueParts, "clock" | "random">;

/** The shelves of all services, which end with the last node that uses them. */
class SharedShelves {
  readonly #make: (ambient: Ambient) => JobShelf;
  readonly #ambient: Ambient;
  readonly #shelves = new Map<string, JobShelf>();
  #users = 0;

  constructor(make: (ambient: Ambient) => JobShelf, { clock, random }: Ambient) {
    this.#make = make;
    this.#ambient = { clock, random };
  }

  enter(): void {
    this.#users++;
  }

  of(service: string): JobShelf {
    let shelf = this.#shelves.get(service);
    if (shelf === undefined) {
      shelf = this.#make(this.#ambient);
      this.#shelves.set(service, shelf);
    }
    return shelf;
  }

  /** Returns how many jobs end with the last node. */
  leave(): number {
    if (--this.#users > 0) return 0;
    const shelves = [...this.#shelves.values()];
    this.#shelves.clear();
    for (const shelf of shelves) shelf.close();
    return shelves.reduce((sum, { open }) => sum + open, 0);
  }
}

/** One node's way to the shelves. */
class MemoryJobQueue implements JobQueue {
  readonly #shelves: SharedShelves;
  readonly #logger: Logger;
  readonly #working: { readonly shelf: JobShelf; readonly worker: ShelfWorker }[] = [];
  #closed = false;

  constructor(shelves: SharedShelves, logger: Logger) {
    this.#shelves = shelves;
    this.#logger = logger;
    shelves.enter();
  }

  async start(): Promise<void> {}

  async add(service: string, job: NewJob): Promise<void> {
    if (this.#closed) throw systemError("UNAVAILABLE", "the server is closed, and its jobs are gone");
    this.#shelves.of(service).add(job);
  }

  work(service: string, run: RunJob): void {
    const shelf = this.#shelves.of(service);
    this.#working.push({ shelf, worker: shelf.addWorker(run, this.#logger) });
  }

  async listDead(service: string, limit: number): Promise<readonly KeptDeadJob[]> {
    return this.#shelves.of(service).listDead(limit);
  }

  async retryDead(service: string, id: string): Promise<boolean> {
    return this.#shelves.of(service).retryDead(id);
  }

  async dropDead(service: string, id: string): Promise<boolean> {
    return this.#shelves.of(service).dropDead(id);
  }

  async drain(): Promise<void> {
    await Promise.all(this.#working.map(({ shelf, worker }) => shelf.drain(worker)));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const { shelf, worker } of this.#working) shelf.giveBack(worker);
    const lost = this.#shelves.leave();
    if (lost > 0) this.#logger.warn("jobs that were kept in memory end with this server", { jobs: lost });
  }
}
