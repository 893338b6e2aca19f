import {
    TraceContext,
    VolleyError,
} from '@volley/protocol';

import {
    Clock,
} from '@volley/protocol/internal';

import {
    ConnectionOptions,
} from 'node:tls';

/**
 * Options of `bullmq()`: where Redis is, as for `redis()`, and how jobs are kept. `prefix` may be that of the
 * cluster. `leaseMs` (default 30,000) is how long a job belongs to a node that says nothing: a job whose node was
 * killed starts again on another within 4/3 of it.
 */
interface BullMqOptions extends RedisOptions, JobRules {
}

/** A call of a remote that is kept until it is done. It is JSON, and has no secrets of its own. */
interface Job {
    readonly id: string;
    /** The id of the node that enqueued it. */
    readonly node: string;
    readonly head: RemoteHead;
    /** The input as the wire has it: JSON, or nothing. Never to be logged. */
    readonly input: string;
}

/** Keeps jobs until they are done: one queue per service, worked by all nodes that serve it. */
interface JobQueue {
    /** Connects. Rejects with `UNAVAILABLE`. */
    start(): Promise<void>;
    /**
     * Keeps a job, unless one of the same id is kept or remembered. Resolves when it is safe there; rejects with
     * `UNAVAILABLE` (after which it may be there all the same), `BUSY` or `UNSUPPORTED`, in a bounded time.
     */
    add(service: string, job: NewJob): Promise<void>;
    /** Starts to run the jobs of a service here. */
    work(service: string, run: RunJob): void;
    /** Lists the dead jobs of a service, the last to die first. Rejects with `UNAVAILABLE`. */
    listDead(service: string, limit: number): Promise<readonly KeptDeadJob[]>;
    /** Lets a dead job start again, with all its tries. False if it isn't dead. Rejects with `UNAVAILABLE`. */
    retryDead(service: string, id: string): Promise<boolean>;
    /** Forgets a dead job and its key. False if it isn't dead. Rejects with `UNAVAILABLE`. */
    dropDead(service: string, id: string): Promise<boolean>;
    /** Starts no job any more; resolves when those that run here are over. Jobs can still be added. */
    drain(): Promise<void>;
    /** Gives back what still runs, so that another node starts it anew, and disconnects. Never rejects; bounded. */
    close(): Promise<void>;
}

/** What a queue is told of the node that it serves. */
interface JobQueueParts {
    readonly node: {
        readonly id: string;
    };
    readonly clock: Clock;
    /** From 0 to 1: spreads retries. */
    readonly random: () => number;
    readonly logger: Logger;
}

/** Options of `bullmq()` and `memoryJobs()`. */
interface JobRules {
    /** How many jobs of one service a node runs at once. Default: 10. */
    readonly concurrency?: number | undefined;
    /**
     * How long a `key` is remembered, in ms, from when its job was to start: until then the same key gives the same
     * job, also after that was done. A job that is still there is always found by its key. Default: 3,600,000 (1 h).
     */
    readonly keyMs?: number | undefined;
    /** How many dead jobs of one service are kept; more drop the oldest. Default: 1,000. */
    readonly deadCount?: number | undefined;
    /** How long dead jobs are kept, in ms; older ones go when the next one comes. Default: 1,209,600,000 (14 days). */
    readonly deadMs?: number | undefined;
}

/** Where jobs are kept: what `bullmq()` and `memoryJobs()` return. */
interface Jobs {
    /** Makes the queue of one node. Opens nothing. */
    queue(parts: JobQueueParts): JobQueue;
}

/** A job that failed for good. */
interface KeptDeadJob {
    readonly job: Job;
    readonly error: VolleyError;
    /** How often it was started. */
    readonly starts: number;
    /** In ms since 1970, by the clocks of the nodes that wrote it. */
    readonly enqueuedAt: number;
    readonly diedAt: number;
}

/** Facts that go with a log line. Values should be small: text, numbers, errors. */
type LogFields = Readonly<Record<string, unknown>>;

/** Where log lines go. `console` fits behind `consoleLogger`; pino and winston take a three-line adapter. */
interface Logger {
    debug(message: string, fields?: LogFields): void;
    info(message: string, fields?: LogFields): void;
    warn(message: string, fields?: LogFields): void;
    error(message: string, fields?: LogFields): void;
}

/** A job on its way to a queue. */
interface NewJob {
    readonly job: Job;
    /** Whether the id comes from a key, so that it is worth remembering. */
    readonly keyed: boolean;
    /** How long it waits before its first start, in ms. */
    readonly delayMs: number;
    /** How often it may fail in all. */
    readonly attempts: number;
    /** How long it waits after it failed first, in ms; twice as long after each further time. */
    readonly backoffMs: number;
}

/** One Redis process. */
interface RedisAddress {
    readonly host: string;
    readonly port: number;
}

/** Options of `redis()`: where Redis is, and how long to wait for it. Give one of `url`, `cluster` and `sentinel`. */
interface RedisOptions {
    /** One server: `redis://user:password@host:6379`, or `rediss://` with TLS. Default: `redis://127.0.0.1:6379`. */
    readonly url?: string | undefined;
    /**
     * Some nodes of a Redis Cluster. The others are found through them, but messages between our nodes always pass
     * these: give several, so that one can fail.
     */
    readonly cluster?: readonly RedisAddress[] | undefined;
    /** Sentinels, and the name that they know the master by. */
    readonly sentinel?: RedisSentinel | undefined;
    readonly username?: string | undefined;
    readonly password?: string | undefined;
    /** TLS, to Sentinels too. With `url` that is what `rediss://` says; then only for what the defaults don't suit. */
    readonly tls?: ConnectionOptions | undefined;
    /**
     * What all keys and channels start with: letters, digits, `_`, `-` and `.`. Two apps on one Redis need two
     * prefixes, also when they use two databases: channels don't know databases. Default: "volley".
     */
    readonly prefix?: string | undefined;
    /**
     * How pushes and kicks get to other nodes: "classic", by Socket.IO's Redis adapter: all nodes hear all of them; or
     * "sharded": a channel for each user and group, which only nodes with some of their sessions hear. All nodes and
     * emitters of a cluster need the same. Default: "classic".
     */
    readonly fanout?: "classic" | "sharded" | undefined;
    /** How long one command may take, in ms; then it rejects with `UNAVAILABLE`. Default: 1,500. */
    readonly commandTimeoutMs?: number | undefined;
    /** How long the start waits for Redis, in ms. Default: 10,000. */
    readonly connectTimeoutMs?: number | undefined;
    /**
     * How long what a node wrote about itself and its sessions outlives it, in ms: users of a node that was killed
     * are offline after this time. Renewed every third of it. Default: 30,000.
     */
    readonly leaseMs?: number | undefined;
}

/** Sentinels, which say who the master is. */
interface RedisSentinel {
    /** The name that they know the master by. */
    readonly name: string;
    readonly addresses: readonly RedisAddress[];
    /** The Sentinels' own user and password, if they have any: they needn't be the master's. */
    readonly username?: string | undefined;
    readonly password?: string | undefined;
}

/** What goes with a call of a remote, besides its input. */
interface RemoteHead {
    readonly route: string;
    readonly kind: "request" | "notify";
    readonly rev: number;
    readonly uid?: string | undefined;
    readonly key: string;
    readonly trace?: TraceContext | undefined;
}

/**
 * Makes the call that a job is, on this node. Resolves with undefined when it succeeded, else with what it failed
 * with; never rejects. `signal` is aborted when the job is no longer this node's.
 */
type RunJob = (job: Job, signal: AbortSignal) => Promise<VolleyError | undefined>;

/**
 * Keeps jobs in Redis (7.0 or later) with BullMQ: `createServer(contract, { cluster, jobs: bullmq({ url }) })`. They
 * are as safe there as Redis is: it needs `appendonly yes` to keep them when it is restarted, and
 * `maxmemory-policy noeviction`. Needs the packages `bullmq` 6.
 */
declare function bullmq(options?: BullMqOptions): Jobs;

export {
    bullmq,
};

export type {
    BullMqOptions,
};
