import { Latencies } from "./latencies.js";

/** What came of one push since it was last told. */
export interface PushNews {
  readonly received: number;
  readonly replayed: number;
  readonly latencies: string;
}

/** A push that a client got. */
export interface GotPush {
  /** Since it was sent; undefined: the scenario doesn't know. */
  readonly latencyMs: number | undefined;
  /** Whether the client had missed it at first. */
  readonly replayed: boolean;
}

/** Counts the pushes of one name that clients got. */
export class PushTally {
  received = 0;
  /** Those among them that a client had missed at first. */
  replayed = 0;
  /** Of those whose `sentAt` the scenario knows. */
  readonly latencies = new Latencies();

  got({ latencyMs, replayed }: GotPush): void {
    this.received++;
    if (replayed) this.replayed++;
    if (latencyMs !== undefined) this.latencies.record(latencyMs);
  }

  add({ received, replayed, latencies }: PushNews): void {
    this.received += received;
    this.replayed += replayed;
    this.latencies.add(Latencies.decode(latencies));
  }

  /** Tells what is new, and starts anew. */
  take(): PushNews {
    const { received, replayed } = this;
    const news = { received, replayed, latencies: this.latencies.encode() };
    this.received = this.replayed = 0;
    this.latencies.reset();
    return news;
  }
}
