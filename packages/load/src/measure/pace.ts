import { Latencies } from "./latencies.js";
import type { Outcome } from "./step-tally.js";

const COUNTERS = ["sent", "notSent", "answered", "failed", "pushes"] as const;

/** What went on in one second. */
export type PaceNews = Readonly<Record<(typeof COUNTERS)[number], number>> & { readonly latencies: string };

/** Counts what goes on, the ramp included, to show it second by second. */
export class Pace {
  sent = 0;
  notSent = 0;
  answered = 0;
  failed = 0;
  pushes = 0;
  readonly latencies = new Latencies();

  settled({ latencyMs, error }: Outcome): void {
    this.latencies.record(latencyMs);
    if (error === undefined) this.answered++;
    else this.failed++;
  }

  add(news: PaceNews): void {
    for (const name of COUNTERS) this[name] += news[name];
    this.latencies.add(Latencies.decode(news.latencies));
  }

  /** Tells what is new, and starts anew. */
  take(): PaceNews {
    const { sent, notSent, answered, failed, pushes } = this;
    for (const name of COUNTERS) this[name] = 0;
    const latencies = this.latencies.encode();
    this.latencies.reset();
    return { sent, notSent, answered, failed, pushes, latencies };
  }
}
