import {
    Clock,
} from '@volley/protocol/internal';

import {
    IncomingMessage,
    ServerResponse,
} from 'node:http';

/** Looks at something that the app needs. It fails by throwing, or by returning false; the signal aborts when its time is over. */
type Check = (signal: AbortSignal) => unknown;

/** Options of `health.add`. */
interface CheckOptions {
    /** How long the check may take, in ms; longer is a failure. Default: 2,000. */
    readonly timeoutMs?: number | undefined;
}

/** How a check of the app's went. */
interface CheckResult {
    readonly ok: boolean;
    readonly tookMs: number;
    /** Why not, in a word; what it threw is in the log. */
    readonly problem?: "failed" | "timeout" | undefined;
}

/** Tells whether a server has started, and whether it should get new clients. */
declare class Health {
    #private;
    constructor(parts: HealthParts);
    /**
     * Makes the server ready only while a check of the app's succeeds, such as whether its database answers. It is run
     * when somebody asks, once a second at most. Throws `CONFLICT` for a name that is taken.
     */
    add(name: string, check: Check, { timeoutMs }?: CheckOptions): Unsubscribe;
    /** Tells how the server is; checks run at the same time. Never rejects; takes as long as the slowest check may. */
    check(): Promise<HealthReport>;
    /** Whether the server has started once. */
    get started(): boolean;
}

/** A listener for requests, as Express, Connect and node:http take it. */
type HealthHandler = (request: IncomingMessage, response: ServerResponse, next?: () => void) => void;

/** Where a server's health is told. */
interface HealthListening {
    readonly port: number;
    /** Ends it. Without it the port answers until the process ends, which it doesn't keep. */
    close(): Promise<void>;
}

/** What the health of a node is read from. */
interface HealthParts {
    readonly clock: Clock;
    readonly logger: Logger;
    readonly hasStarted: () => boolean;
    /** Why the node itself isn't ready, besides that it has not started. */
    readonly reasons: () => readonly UnreadyReason[];
}

/** How a server is. */
interface HealthReport {
    /** Whether it has started once: the cluster joined, the modules open. */
    readonly started: boolean;
    /** Whether it should get new clients. */
    readonly ready: boolean;
    readonly reasons: readonly UnreadyReason[];
    readonly checks: Readonly<Record<string, CheckResult>>;
}

/** What is asked: `server.health`, or what several of those say together. */
type HealthSource = Pick<Health, "check" | "started">;

/** Facts that go with a log line. Values should be small: text, numbers, errors. */
type LogFields = Readonly<Record<string, unknown>>;

/** Where log lines go. `console` fits behind `consoleLogger`; pino and winston take a three-line adapter. */
interface Logger {
    debug(message: string, fields?: LogFields): void;
    info(message: string, fields?: LogFields): void;
    warn(message: string, fields?: LogFields): void;
    error(message: string, fields?: LogFields): void;
}

/** Options of `serveHealth`. */
interface ServeHealthOptions {
    /** 0 picks a free one. */
    readonly port: number;
    /** Default: all addresses, as probes come from outside. */
    readonly host?: string | undefined;
}

/** Why a server isn't ready. "check": one of the app's own failed; `checks` says which. */
type UnreadyReason = "starting" | "not-listening" | "unregistered" | "redis" | "draining" | "check";

/** Undoes a subscription: call it, or declare it with `using`. */
interface Unsubscribe extends Disposable {
    (): void;
}

/**
 * Makes a handler that answers `…/live`, `…/ready` and `…/startup` with 200 or 503 and a small JSON body:
 * `app.use("/health", healthHandler(server))` in Express. Other requests go to `next`, or get 404 if there is none.
 */
declare function healthHandler({ health }: {
    readonly health: HealthSource;
}): HealthHandler;

/**
 * Tells a server's health on a port of its own, apart from what clients reach: `/live`, `/ready`, `/startup`. Call it
 * before `listen`, so that it answers while the server starts. Rejects when the port is taken.
 */
declare function serveHealth(server: {
    readonly health: HealthSource;
}, { port, host }: ServeHealthOptions): Promise<HealthListening>;

export {
    Health,
    healthHandler,
    serveHealth,
};

export type {
    Check,
    CheckOptions,
    CheckResult,
    HealthHandler,
    HealthListening,
    HealthReport,
    HealthSource,
    ServeHealthOptions,
    UnreadyReason,
};
