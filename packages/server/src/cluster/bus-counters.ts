/** Counts what the bus, and what stands on it, had to give up: losses that nobody is told of otherwise. */
export interface BusCounters {
  /** A message was not published, or nobody knows whether it was. */
  publishRejected(): void;
  /** A receiver threw. */
  receiverFailed(): void;
  /** A message came that this node can't use: garbage, or of another version. */
  messageDropped(): void;
}

/** Keeps the counts as numbers. */
export class BusCounts implements BusCounters {
  rejected = 0;
  failed = 0;
  dropped = 0;

  publishRejected(): void {
    this.rejected++;
  }

  receiverFailed(): void {
    this.failed++;
  }

  messageDropped(): void {
    this.dropped++;
  }
}
