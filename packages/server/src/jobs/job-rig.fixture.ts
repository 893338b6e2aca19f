import type { VolleyError } from "@volley/protocol";
import type { Clock } from "@volley/protocol/internal";
import { type LogLine, recordingLogger } from "../../../../test/support/recording-logger.js";
import type { Job, NewJob } from "./job.js";
import type { JobQueue, JobRules, Jobs } from "./job-queue.js";

/** Where jobs are kept, in memory or really. */
export interface JobsUnderTest {
  readonly clock: Clock;
  /** Makes what the queues of a test have in common. */
  jobs(rules: JobRules): Jobs;
  /** Waits until a condition holds; time goes on meanwhile. */
  until(condition: () => boolean | Promise<boolean>, what: string): Promise<void>;
}

/** One start of a job on a node. */
export interface Start {
  readonly node: string;
  readonly job: Job;
  readonly signal: AbortSignal;
  /** On the clock of the test. */
  readonly at: number;
  /** Ends it. */
  end(error?: VolleyError): void;
}

/** A node of a test. */
export interface JobNode {
  readonly queue: JobQueue;
  readonly lines: readonly LogLine[];
  /** Works a service; what it runs ends by `react`, or is ended by the test. */
  work(react?: (start: Start) => void, service?: string): void;
}

/** Makes something to keep: `job("a")`. */
export function job(id: string, more: Partial<NewJob> & { readonly input?: string } = {}): NewJob {
  const { input = '"secret"', ...rules } = more;
  const head = { route: "bank.pay", kind: "request" as const, rev: 0, key: `key of ${id}`, uid: "ann" };
  const kept: Job = { id: `job-${id}`, node: "n0", head, input };
  return { job: kept, keyed: false, delayMs: 0, attempts: 3, backoffMs: 20, ...rules };
}

/** Ends each start well. */
export const succeed = (start: Start): void => start.end();

/** Fails the first starts of each job, then succeeds. */
export function failFirst(times: number, error: VolleyError): (start: Start) => void {
  const seen = new Map<string, number>();
  return ({ job: { id }, end }) => {
    const before = seen.get(id) ?? 0;
    seen.set(id, before + 1);
    end(before < times ? error : undefined);
  };
}

/** Queues of several nodes, closed together. */
export class JobRig {
  readonly starts: Start[] = [];
  readonly #tested: JobsUnderTest;
  readonly #jobs: Jobs;
  readonly #queues: JobQueue[] = [];

  constructor(tested: JobsUnderTest, rules: JobRules = {}) {
    this.#tested = tested;
    this.#jobs = tested.jobs(rules);
  }

  get clock(): Clock {
    return this.#tested.clock;
  }

  async node(): Promise<JobNode> {
    const { clock } = this;
    const id = `n${this.#queues.length}`;
    const logger = recordingLogger();
    const queue = this.#jobs.queue({ node: { id }, clock, logger, random: () => 1 });
    this.#queues.push(queue);
    await queue.start();
    return {
      queue,
      lines: logger.lines,
      work: (react = () => {}, service = "bank") =>
        queue.work(
          service,
          (kept, signal) =>
            new Promise((end) => {
              const start: Start = { node: id, job: kept, signal, at: clock.monotonic(), end };
              this.starts.push(start);
              react(start);
            }),
        ),
    };
  }

  /** The ids that were started, in one text. */
  get started(): string {
    return this.starts.map(({ job: { id } }) => id.replace("job-", "")).join(" ");
  }

  until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
    return this.#tested.until(condition, what);
  }

  untilStarted(count: number): Promise<void> {
    return this.until(() => this.starts.length >= count, `${count} starts`);
  }

  async close(): Promise<void> {
    await Promise.all(this.#queues.map((queue) => queue.close()));
  }
}
