import { systemError } from "@volley/protocol/internal";
import { type Job as BullJob, Queue } from "bullmq";
import type { Redis } from "ioredis";
import { Heartbeat } from "../base/heartbeat.js";
import { settledWithin } from "../base/settled-within.js";
import { checkVersion } from "../redis/check-redis.js";
import { createRedisClient, type RedisClient } from "../redis/connect-redis.js";
import { connectWithin } from "../redis/connect-within.js";
import { RedisKeys } from "../redis/keys.js";
import { RedisCommands } from "../redis/redis-commands.js";
import { RedisLink } from "../redis/redis-link.js";
import type { RedisOptions } from "../redis/redis-options.js";
import { BullMqWorker } from "./bullmq-worker.js";
import { endClient } from "./end-client.js";
import type { KeptDeadJob, NewJob } from "./job.js";
import type { AllJobRules, JobQueue, JobQueueParts, RunJob } from "./job-queue.js";
import { deadFromKept, type KeptJob } from "./kept-job.js";

const LEASE_MS = 30_000;
/** How long jobs that run are given to be given back, and BullMQ to end. */
const CLOSE_MS = 1_500;
/** How often the workers' connection is tried, and how long it may take to answer. */
const PING_MS = 5_000;
/** BullMQ tells events to a stream that nobody reads here; so many are kept. */
const EVENTS = 100;

/** Keeps jobs in Redis, with BullMQ. */
export class BullMqJobQueue implements JobQueue {
  readonly #options: RedisOptions;
  readonly #keys: RedisKeys;
  readonly #rules: AllJobRules;
  readonly #parts: JobQueueParts;
  readonly #link: RedisLink<RedisClient>;
  readonly #commands: RedisCommands;
  readonly #queues = new Map<string, Queue<KeptJob>>();
  readonly #workers: BullMqWorker[] = [];
  #workLink: RedisLink<RedisClient> | undefined;
  readonly #ping: Heartbeat;
  #tellClosed: () => void = () => {};
  readonly #closed = new Promise<void>((resolve) => {
    this.#tellClosed = resolve;
  });

  constructor(options: RedisOptions, rules: AllJobRules, parts: JobQueueParts) {
    const { clock, logger, node } = parts;
    this.#options = options;
    this.#keys = new RedisKeys(options.prefix);
    this.#rules = rules;
    this.#parts = parts;
    this.#link = new RedisLink(createRedisClient(options, "commands", `volley:${node.id}:jobs`), {
      clock,
      onReady: () => {},
      onLost: () => logger.warn("the connection to the Redis of the jobs is lost; enqueuing fails until it is back"),
    });
    this.#commands = new RedisCommands(this.#link.client, clock);
    const beat = (): Promise<void> => this.#tryWorkLink();
    this.#ping = new Heartbeat({ clock, periodMs: PING_MS, retryMs: PING_MS, beat });
  }

  async start(): Promise<void> {
    await connectWithin(this.#link, this.#options, this.#parts.clock);
    await checkVersion(this.#commands);
  }

  async add(service: string, { job, keyed, delayMs, attempts, backoffMs }: NewJob): Promise<void> {
    const { id, ...kept } = job;
    const { keyMs, deadCount, deadMs } = this.#rules;
    await this.#ask(service, (queue) =>
      queue.add(
        job.head.route,
        { ...kept, backoffMs },
        {
          jobId: id,
          delay: delayMs,
          attempts,
          backoff: { type: "volley" },
          removeOnComplete: true,
          removeOnFail: { count: deadCount, age: Math.ceil(deadMs / 1_000) },
          stackTraceLimit: 0,
          // An id is known while its job is there; this is what remembers it afterwards.
          ...(keyed ? { deduplication: { id, ttl: keyMs + delayMs } } : {}),
        },
      ),
    );
  }

  work(service: string, run: RunJob): void {
    this.#workLink ??= this.#openWorkLink();
    const link = this.#workLink;
    const { concurrency } = this.#rules;
    const { leaseMs = LEASE_MS } = this.#options;
    const prefix = this.#keys.jobs(service);
    const common = { service, run, prefix, concurrency, leaseMs };
    const worker = new BullMqWorker({ ...this.#parts, ...common, client: link.client, isUp: () => link.ready });
    this.#workers.push(worker);
  }

  async listDead(service: string, limit: number): Promise<readonly KeptDeadJob[]> {
    const kept = await this.#ask(service, (queue) => queue.getJobs(["failed"], 0, limit - 1, false));
    return kept.map(deadFromKept).filter((dead) => dead !== undefined);
  }

  retryDead(service: string, id: string): Promise<boolean> {
    return this.#askDead(service, id, (job) =>
      job.retry("failed", { resetAttemptsMade: true, resetAttemptsStarted: true }),
    );
  }

  dropDead(service: string, id: string): Promise<boolean> {
    return this.#askDead(service, id, (job) => job.remove());
  }

  async drain(): Promise<void> {
    const drained = Promise.all(this.#workers.map((worker) => worker.drain()));
    // However much of BullMQ still waits for a Redis that is gone, nothing runs here after the end.
    await Promise.race([drained, this.#closed]);
  }

  async close(): Promise<void> {
    const { clock } = this.#parts;
    await this.#ping.stop();
    const drained = Promise.all(this.#workers.map((worker) => worker.giveBack()));
    const isUp = this.#workLink?.ready === true;
    if (!isUp || !(await settledWithin(drained, CLOSE_MS, clock))) {
      for (const worker of this.#workers) worker.cut();
    }
    await this.#workLink?.close();
    if (this.#workLink !== undefined) endClient(this.#workLink.client);
    await settledWithin(drained, CLOSE_MS, clock);
    const closed = Promise.all([...this.#queues.values()].map((queue) => queue.close()));
    await settledWithin(closed, CLOSE_MS, clock);
    await this.#link.close();
    this.#tellClosed();
  }

  /** Acts on a job that is dead; false if it isn't. */
  #askDead(service: string, id: string, act: (job: BullJob<KeptJob>) => Promise<void>): Promise<boolean> {
    return this.#ask(service, async (queue) => {
      const job = await queue.getJob(id);
      if (job === undefined || !(await job.isFailed())) return false;
      await act(job);
      return true;
    });
  }

  async #ask<T>(service: string, what: (queue: Queue<KeptJob>) => Promise<T>): Promise<T> {
    // Without a connection BullMQ's queue would never get ready.
    if (!this.#link.ready) {
      throw systemError("UNAVAILABLE", "there is no connection to the Redis of the jobs; try again soon");
    }
    return this.#commands.run(() => what(this.#queueOf(service)));
  }

  #queueOf(service: string): Queue<KeptJob> {
    let queue = this.#queues.get(service);
    if (queue === undefined) {
      queue = new Queue<KeptJob>(service, {
        connection: this.#link.client as Redis,
        prefix: this.#keys.jobs(service),
        // We did that.
        skipVersionCheck: true,
        streams: { events: { maxLen: EVENTS } },
      });
      // Every call tells its own errors, and the link those of the connection.
      queue.on("error", () => {});
      this.#queues.set(service, queue);
    }
    return queue;
  }

  #openWorkLink(): RedisLink<RedisClient> {
    const { clock, node } = this.#parts;
    const client = createRedisClient(this.#options, "work", `volley:${node.id}:work`);
    const link = new RedisLink(client, { clock, onReady: () => {}, onLost: () => {} });
    link.open();
    this.#ping.start();
    return link;
  }

  /** Gives up a connection that takes commands and answers none: workers would wait on it for a quarter of an hour. */
  async #tryWorkLink(): Promise<void> {
    const link = this.#workLink;
    if (link?.ready !== true) return;
    if (!(await settledWithin(link.client.ping(), PING_MS, this.#parts.clock))) link.reconnect();
  }
}
