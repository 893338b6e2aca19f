import {
    Clock,
} from '@volley/protocol/internal';

import {
    StatsD,
} from 'hot-shots';

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

/** Takes a value: adds it to a counter, sets a gauge, or observes it in a histogram. */
type RecordValue = (value: number, labels: Labels) => void;

/** What a reporter needs of a client of hot-shots. */
type StatsdClient = Pick<StatsD, "increment" | "gauge" | "timing" | "histogram">;

/** Options of `statsd`. */
interface StatsdOptions {
    /** A client of your own, with all the options of hot-shots; you close it. Default: one made of the options below. */
    readonly client?: StatsdClient | undefined;
    /** Where StatsD listens, by UDP. Default: "127.0.0.1". */
    readonly host?: string | undefined;
    /** Default: 8125. */
    readonly port?: number | undefined;
    /** What all names start with, such as "game.". Default: nothing; Volley's own start with `volley_`. */
    readonly prefix?: string | undefined;
    /** What is said with every value, such as `{ region: "eu" }`. Default: nothing. */
    readonly tags?: Readonly<Record<string, string>> | undefined;
    /** How often gauges and what is only counted are sent, in ms; durations are sent at once. Default: 10,000. */
    readonly everyMs?: number | undefined;
    /** Time, for tests that move it by hand. Default: the machine's. */
    readonly clock?: Clock | undefined;
}

/** Undoes a subscription: call it, or declare it with `using`. */
interface Unsubscribe extends Disposable {
    (): void;
}

/**
 * Makes the reporter for StatsD: `createServer(contract, { metrics: statsd({ host }) })`. Labels are sent as tags;
 * durations in ms, as timings, under their name with `_ms` for `_seconds`. It belongs to one server.
 */
declare function statsd(options?: StatsdOptions): MetricsReporter;

export {
    statsd,
};

export type {
    StatsdClient,
    StatsdOptions,
};
