import type { Clock, ContractParts } from "@volley/protocol/internal";
import type { Logger } from "./base/logger.js";
import type { Unsubscribe } from "./base/unsubscribe.js";
import { BusCounts } from "./cluster/bus-counters.js";
import { RequestWatch } from "./dispatch/request-watch.js";
import type { Edge } from "./edge/edge.js";
import { type AppMetrics, createAppMetrics } from "./metrics/app-metrics.js";
import { knownCodes } from "./metrics/known-codes.js";
import { LoopDelay } from "./metrics/loop-delay.js";
import { createMeters, type Meters } from "./metrics/meters.js";
import type { MetricsReporter } from "./metrics/reporter.js";
import { type CollectSources, NodeCollector } from "./node-collector.js";
import type { ServerOptions } from "./options.js";
import type { RedisMeter } from "./redis/redis-meter.js";
import type { SpanKind, Tracer } from "./traces/tracer.js";
import { type WatchCall, watchCalls } from "./traces/watch-calls.js";

/** What telemetry takes from its node. */
export interface TelemetrySources {
  readonly options: ServerOptions;
  readonly contract: ContractParts;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Makes the telemetry of a node. Throws what the reporter throws. */
export function createTelemetry({ options, contract, clock, logger }: TelemetrySources): NodeTelemetry {
  const { metrics: reporter, traces: tracer } = options;
  const declaredCodes = [contract, ...Object.values(contract.routes)].flatMap(({ errors }) =>
    Object.keys(errors ?? {}),
  );
  return new NodeTelemetry({ reporter, tracer, declaredCodes, now: () => clock.monotonic(), logger });
}

/** What telemetry is made of. */
export interface TelemetryParts {
  readonly reporter: MetricsReporter | undefined;
  readonly tracer: Tracer | undefined;
  /** The codes that the contract declares. */
  readonly declaredCodes: Iterable<string>;
  /** Ms that never jump. */
  readonly now: () => number;
  readonly logger: Logger;
}

type RecordCall = (seconds: number, name: string, code: string) => void;

/** What a node tells of its work: metrics if there is a reporter, traces if there is a tracer. */
export class NodeTelemetry {
  readonly meters: Meters | undefined;
  readonly tracer: Tracer | undefined;
  /** The app's own metrics. */
  readonly app: AppMetrics;
  /** The losses of the bus and of rooms. */
  readonly counters = new BusCounts();
  /** Names a code for a label. */
  readonly codeOf: (code: string) => string;
  readonly now: () => number;
  /** What takes connections, if anything does. */
  edge: Edge | undefined;
  /** Pushes that weren't sent to a client since the start, since it was slow or there was a newer one. */
  droppedPushes = 0;
  readonly #reporter: MetricsReporter | undefined;
  #loop: LoopDelay | undefined;
  #stop: Unsubscribe | undefined;

  /** Throws what the reporter throws, such as for a name that it has already. */
  constructor({ reporter, tracer, declaredCodes, now, logger }: TelemetryParts) {
    this.meters = reporter && createMeters(reporter, logger);
    this.tracer = tracer;
    this.app = createAppMetrics(reporter, logger);
    this.codeOf = knownCodes(declaredCodes);
    this.now = now;
    this.#reporter = reporter;
  }

  /** What connections to Redis are measured with. */
  get redis(): RedisMeter | undefined {
    const { meters } = this;
    return (
      meters && {
        took: (client, seconds) => meters.redisSeconds(seconds, { client }),
        failed: (client, kind) => meters.redisErrors(1, { client, kind }),
        again: (client) => meters.redisReconnects(1, { client }),
      }
    );
  }

  /** Notes a push that is sent; undefined: nobody wants to know. */
  get pushed(): ((push: string, delivery: string) => void) | undefined {
    const { meters } = this;
    return meters && ((push, delivery) => meters.pushes(1, { push, delivery }));
  }

  /** Makes what measures the requests of one session; undefined: nobody wants to know. */
  get watchRequests(): (() => RequestWatch) | undefined {
    const { meters, now, codeOf } = this;
    return meters && (() => new RequestWatch({ meters, now, codeOf }));
  }

  /** Follows calls that came from elsewhere: by a metric of theirs, and by a span each. */
  watch(kind: SpanKind, record?: RecordCall): WatchCall | undefined {
    return this.#watch(kind, false, record);
  }

  /** Follows calls that the app's own code makes. */
  watchOwn(kind: SpanKind, record?: RecordCall): WatchCall | undefined {
    return this.#watch(kind, true, record);
  }

  #watch(kind: SpanKind, isOwn: boolean, record: RecordCall | undefined): WatchCall | undefined {
    return watchCalls({
      ...{ kind, isOwn, tracer: this.tracer, now: this.now },
      record: this.meters && record && ((seconds, name, code) => record(seconds, name, this.codeOf(code))),
    });
  }

  /** Has the numbers of a node read from now on, whenever the reporter tells them. */
  begin(sources: CollectSources): void {
    const { meters } = this;
    if (meters === undefined || this.#stop !== undefined) return;
    const loop = new LoopDelay();
    const collector = new NodeCollector(meters, { ...sources, edge: () => this.edge, counters: this.counters, loop });
    this.#loop = loop;
    this.#stop = this.#reporter?.onCollect(() => collector.collect());
  }

  /** Stops reading, and what measures. */
  close(): void {
    this.#stop?.();
    this.#loop?.stop();
  }
}
