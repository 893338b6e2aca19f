import { createHash } from "node:crypto";
import { type AnyRemotes, VolleyError } from "@volley/protocol";
import { fromUtf8, parse, parseTrace, systemError, toUtf8 } from "@volley/protocol/internal";
import { serviceOf } from "../app/handler-table.js";
import type { CallContexts } from "../base/call-context.js";
import { randomId } from "../base/ids.js";
import { remoteSerializer } from "../rpc/remote-service.js";
import { definitionsOf } from "../rpc/remote-table.js";
import type { WatchCall } from "../traces/watch-calls.js";
import { type DeadJobs, deadJobsOf } from "./dead-jobs.js";
import { type Enqueued, type EnqueueOptions, readEnqueueOptions } from "./enqueue-options.js";
import type { Job } from "./job.js";
import type { JobQueue } from "./job-queue.js";
import { type RunJobParts, runJob } from "./run-job.js";

/** What the jobs of a node are made and run with. */
export interface RemoteJobsParts extends RunJobParts {
  /** This node's id. */
  readonly node: string;
  readonly queue: JobQueue;
  readonly contexts: CallContexts;
  /** Whether inputs are held against their schemas before they are kept. */
  readonly check: boolean;
  /** Follows enqueuing; left out: nobody wants to know. */
  readonly watchEnqueue?: WatchCall | undefined;
  /** Called after each run. */
  readonly counted?: ((remote: string, result: "ok" | "failed") => void) | undefined;
}

/** The largest input that is kept, in bytes. */
const MAX_INPUT_BYTES = 1_048_576;

/** Calls of remotes that are kept until they are done. */
export class RemoteJobs {
  readonly #parts: RemoteJobsParts;

  constructor(parts: RemoteJobsParts) {
    this.#parts = parts;
  }

  /** Keeps a call. Rejects with `BAD_REQUEST`, `VALIDATION`, `PAYLOAD_TOO_LARGE`, or what the queue rejects with. */
  async enqueue(remotes: AnyRemotes, route: string, input: unknown, options: EnqueueOptions = {}): Promise<Enqueued> {
    const definitions = definitionsOf(remotes);
    const definition = Object.hasOwn(definitions, route) ? definitions[route] : undefined;
    if (definition === undefined) throw systemError("BAD_REQUEST", `these remotes have no "${route}"`);
    const { key, ...rules } = readEnqueueOptions(options);
    const { kind, rev } = definition;
    const payload = remoteSerializer.encode(input, { kind, name: route });
    if (payload.length > MAX_INPUT_BYTES) {
      throw systemError("PAYLOAD_TOO_LARGE", `the input of ${route} has ${payload.length} bytes`, {
        data: { limitBytes: MAX_INPUT_BYTES },
      });
    }
    if (this.#parts.check) {
      await parse(definition.input, remoteSerializer.decode(payload, { kind, name: route }), `the input of ${route}`);
    }
    const { current } = this.#parts.contexts;
    const id = key === undefined ? randomId() : idOf(route, key);
    const parent = parseTrace(options.trace) ?? current?.trace;
    const watched = this.#parts.watchEnqueue?.({ name: route, parent });
    const trace = watched === undefined ? parent : watched.trace;
    const head = { route, kind, rev, key: key ?? id, uid: current?.uid, trace };
    const job: Job = { id, node: this.#parts.node, head, input: fromUtf8(payload) };
    try {
      await this.#parts.queue.add(serviceOf(route), { job, keyed: key !== undefined, ...rules });
      watched?.over("ok");
    } catch (thrown) {
      watched?.over(VolleyError.from(thrown).code);
      throw thrown;
    }
    return { jobId: id };
  }

  /** Names the dead jobs of some remotes. */
  dead(remotes: AnyRemotes): DeadJobs<AnyRemotes> {
    const services = new Set(Object.keys(definitionsOf(remotes)).map(serviceOf));
    return deadJobsOf(this.#parts.queue, [...services], ({ job: { head, input } }) =>
      remoteSerializer.decode(toUtf8(input), { kind: head.kind, name: head.route }),
    );
  }

  /** Connects. Rejects with `UNAVAILABLE`. */
  start(): Promise<void> {
    return this.#parts.queue.start();
  }

  /** Starts to run the jobs of the remotes that this node serves. */
  work(): void {
    for (const service of this.#parts.table.services) {
      this.#parts.queue.work(service, async (job, signal) => {
        const error = await runJob(job, signal, this.#parts);
        const remote = this.#parts.table.get(job.head.route)?.name ?? "unknown";
        this.#parts.counted?.(remote, error === undefined ? "ok" : "failed");
        return error;
      });
    }
  }

  /** Starts no job any more; resolves when those that run are over. */
  drain(): Promise<void> {
    return this.#parts.queue.drain();
  }

  /** Gives back what still runs, and disconnects. Never rejects; bounded. */
  close(): Promise<void> {
    return this.#parts.queue.close();
  }
}

/** One id for one key of one remote: nobody has to look it up. */
function idOf(route: string, key: string): string {
  return createHash("sha256").update(`${route} ${key}`).digest("base64url").slice(0, 22);
}
