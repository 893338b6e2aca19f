import { type ErrorCount, ErrorCounts } from "./error-counts.js";
import { Latencies } from "./latencies.js";

/** What one step did since it was last told. */
export interface StepNews {
  readonly sent: number;
  readonly notSent: number;
  readonly answered: number;
  readonly errors: readonly ErrorCount[];
  /** As `Latencies` encodes them. */
  readonly latencies: string;
}

/** How a message ended. */
export interface Outcome {
  /** Since the schedule wanted it sent. */
  readonly latencyMs: number;
  /** Undefined: it was answered, or with an error that the step allows. */
  readonly error: { readonly code: string; readonly message: string } | undefined;
}

/** Counts what becomes of one step's messages: in a process that sends, and, by its news, in the one that reports. */
export class StepTally {
  sent = 0;
  /** No client was there to send it, or too many messages were unanswered. */
  notSent = 0;
  answered = 0;
  readonly errors = new ErrorCounts();
  /** Of all that ended, errors included: a time-out isn't hidden. */
  readonly latencies = new Latencies();

  settled({ latencyMs, error }: Outcome): void {
    this.latencies.record(latencyMs);
    if (error === undefined) this.answered++;
    else this.errors.count(error.code, error.message);
  }

  add({ sent, notSent, answered, errors, latencies }: StepNews): void {
    this.sent += sent;
    this.notSent += notSent;
    this.answered += answered;
    this.errors.add(errors);
    this.latencies.add(Latencies.decode(latencies));
  }

  /** Tells what is new, and starts anew. */
  take(): StepNews {
    const { sent, notSent, answered } = this;
    const news = { sent, notSent, answered, errors: this.errors.take(), latencies: this.latencies.encode() };
    this.sent = this.notSent = this.answered = 0;
    this.latencies.reset();
    return news;
  }
}
