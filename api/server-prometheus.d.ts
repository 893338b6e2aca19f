import {
    IncomingMessage,
    ServerResponse,
} from 'node:http';

import {
    Registry,
} from 'prom-client';

/** What a histogram is. */
interface HistogramDefinition<L extends string = string> extends MetricDefinition<L> {
    /** The upper bounds of what is counted together, growing. Default: from 1 ms to 30 s, in seconds. */
    readonly buckets?: readonly number[] | undefined;
}

/** What a number is told apart by, such as `{ mode: "duel" }`. Few values each, and fixed ones: every new one costs memory. */
type Labels<L extends string = string> = Readonly<Record<L, string>>;

/** What a metric is. */
interface MetricDefinition<L extends string = string> {
    /** Lower-case letters, digits and "_", with the unit at the end: "games_started_total", "wait_seconds". */
    readonly name: string;
    /** What it counts or measures, in a sentence. */
    readonly help: string;
    /** The names of its labels. Default: none. */
    readonly labels?: readonly L[] | undefined;
}

/** Answers a request of Prometheus. */
type MetricsHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** A port that Prometheus asks. */
interface MetricsPort extends AsyncDisposable {
    readonly port: number;
    /** `http://host:port/metrics`. */
    readonly url: string;
    /** Closes it; connections that are open end. Doing it twice does nothing. */
    close(): Promise<void>;
}

/**
 * The port that metrics go through: `prometheus()` and `statsd()` make one. A reporter belongs to one server. What it
 * throws is logged once per metric and changes nothing else.
 */
interface MetricsReporter {
    /** Makes a counter, which only grows. Throws for a name that it has, or can't have. */
    counter(definition: MetricDefinition): RecordValue;
    /** Makes a gauge. */
    gauge(definition: MetricDefinition): RecordValue;
    /** Makes a histogram. */
    histogram(definition: HistogramDefinition): RecordValue;
    /** Calls `read` whenever numbers are about to be told: most are only brought up to date then. */
    onCollect(read: () => void): Unsubscribe;
}

/** What the metrics are read from: `prometheus()`, or a registry. */
interface MetricsSource {
    readonly register: Pick<Registry, "metrics" | "contentType">;
}

/** Options of `prometheus`. */
interface PrometheusOptions {
    /** Where the metrics are registered, such as one that has the app's own, or prom-client's default ones. Default: a new one. */
    readonly register?: Registry | undefined;
    /** What all names start with. Default: nothing; Volley's own start with `volley_`. */
    readonly prefix?: string | undefined;
}

/** A reporter that Prometheus asks. */
interface PrometheusReporter extends MetricsReporter {
    readonly register: Registry;
}

/** Takes a value: adds it to a counter, sets a gauge, or observes it in a histogram. */
type RecordValue = (value: number, labels: Labels) => void;

/** Undoes a subscription: call it, or declare it with `using`. */
interface Unsubscribe extends Disposable {
    (): void;
}

/**
 * Listens on a port of its own for Prometheus, at `/metrics`; 0 picks a free one. Rejects when it is taken.
 * `host` default: "127.0.0.1", so that only this machine may ask; in a container it is "0.0.0.0".
 */
declare function listenForMetrics(reporter: Pick<PrometheusReporter, "register">, port: number, { host }?: {
    readonly host?: string | undefined;
}): Promise<MetricsPort>;

/**
 * Makes what answers Prometheus, for a router: `app.get("/metrics", metricsHandler(reporter))`. Whoever can ask it sees
 * how much your game is played: keep it off the public port, or behind a check.
 */
declare function metricsHandler({ register }: MetricsSource): MetricsHandler;

/**
 * Makes the reporter for Prometheus: `createServer(contract, { metrics: prometheus() })`. Give it to `metricsHandler`, or
 * to `listenForMetrics`. It belongs to one server: a second one on the same registry throws, for the names are taken.
 */
declare function prometheus({ register, prefix }?: PrometheusOptions): PrometheusReporter;

export {
    listenForMetrics,
    metricsHandler,
    prometheus,
};

export type {
    MetricsHandler,
    MetricsPort,
    MetricsSource,
    PrometheusOptions,
    PrometheusReporter,
};
