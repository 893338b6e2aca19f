import { type ErrorCount, ErrorCounts } from "./error-counts.js";
import { Latencies } from "./latencies.js";

const COUNTERS = ["opened", "connected", "reconnected", "resumed", "resyncs", "droppedNotifies"] as const;
const CAUSES = ["failures", "losses", "setups", "closings"] as const;

/** What happened to connections since it was last told. */
export type ConnectionNews = Readonly<Record<(typeof COUNTERS)[number], number>> &
  Readonly<Record<(typeof CAUSES)[number], readonly ErrorCount[]>> & { readonly latencies: string };

/** Counts what happens to connections. */
export class ConnectionTally {
  /** Clients that began to connect. */
  opened = 0;
  /** Those of them that were connected once. */
  connected = 0;
  /** Connections after a client's first. */
  reconnected = 0;
  /** Those of them that went on with the session before. */
  resumed = 0;
  /** Streams of pushes that had a gap. */
  resyncs = 0;
  /** Notifies that clients never sent: they were away for too long, or closed. */
  droppedNotifies = 0;
  /** Attempts that failed, by the code of their error. */
  readonly failures = new ErrorCounts();
  /** Connections that ended by themselves, by the code of their error. */
  readonly losses = new ErrorCounts();
  /** Calls of the scenario's `connect` and `setup` that failed. */
  readonly setups = new ErrorCounts();
  /** Clients that were told to stay away, by the reason. */
  readonly closings = new ErrorCounts();
  /** From when a client should open its first connection until it was connected. */
  readonly latencies = new Latencies();

  add(news: ConnectionNews): void {
    for (const name of COUNTERS) this[name] += news[name];
    for (const name of CAUSES) this[name].add(news[name]);
    this.latencies.add(Latencies.decode(news.latencies));
  }

  /** Tells what is new, and starts anew. */
  take(): ConnectionNews {
    const { opened, connected, reconnected, resumed, resyncs, droppedNotifies } = this;
    const counted = { opened, connected, reconnected, resumed, resyncs, droppedNotifies };
    for (const name of COUNTERS) this[name] = 0;
    const [failures, losses] = [this.failures.take(), this.losses.take()];
    const [setups, closings] = [this.setups.take(), this.closings.take()];
    const latencies = this.latencies.encode();
    this.latencies.reset();
    return { ...counted, failures, losses, setups, closings, latencies };
  }
}
