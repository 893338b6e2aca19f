import { type ConnectionNews, ConnectionTally } from "./connection-tally.js";
import { Latencies } from "./latencies.js";
import { Pace, type PaceNews } from "./pace.js";
import { type GotPush, type PushNews, PushTally } from "./push-tally.js";
import { type Outcome, type StepNews, StepTally } from "./step-tally.js";

/** What one process did in one second: plain JSON. */
export interface Interval {
  /** Counts from the start of the run, from 0. */
  readonly second: number;
  /** How many clients are connected at its end. */
  readonly connected: number;
  readonly steps: readonly StepNews[];
  readonly pushes: readonly PushNews[];
  readonly connections: ConnectionNews;
  readonly pace: PaceNews;
  /** How much later than scheduled messages left. */
  readonly lag: string;
}

/** A message of a step. */
export interface MessageOf {
  /** The step's place in the scenario. */
  readonly step: number;
  /** Whether it counts for the result: those of the ramp don't. */
  readonly measured: boolean;
}

/** All that is counted: in a process that sends, and, by its intervals, in the one that reports. */
export class Tally {
  readonly steps: readonly StepTally[];
  readonly pushes: readonly PushTally[];
  readonly connections = new ConnectionTally();
  readonly pace = new Pace();
  readonly lag = new Latencies();

  constructor(counts: { readonly steps: number; readonly pushes: number }) {
    this.steps = Array.from({ length: counts.steps }, () => new StepTally());
    this.pushes = Array.from({ length: counts.pushes }, () => new PushTally());
  }

  sent({ step, measured }: MessageOf, lagMs: number): void {
    this.pace.sent++;
    if (!measured) return;
    this.lag.record(lagMs);
    const tally = this.steps[step];
    if (tally !== undefined) tally.sent++;
  }

  notSent({ step, measured }: MessageOf): void {
    this.pace.notSent++;
    const tally = measured ? this.steps[step] : undefined;
    if (tally !== undefined) tally.notSent++;
  }

  settled({ step, measured }: MessageOf, outcome: Outcome): void {
    this.pace.settled(outcome);
    if (measured) this.steps[step]?.settled(outcome);
  }

  pushed({ push, measured }: { readonly push: number; readonly measured: boolean }, got: GotPush): void {
    this.pace.pushes++;
    if (measured) this.pushes[push]?.got(got);
  }

  /** Tells what is new, and starts anew. */
  take({ second, connected }: Pick<Interval, "second" | "connected">): Interval {
    const lag = this.lag.encode();
    this.lag.reset();
    return {
      ...{ second, connected, lag },
      steps: this.steps.map((step) => step.take()),
      pushes: this.pushes.map((push) => push.take()),
      connections: this.connections.take(),
      pace: this.pace.take(),
    };
  }

  add({ steps, pushes, connections, pace, lag }: Interval): void {
    for (const [at, news] of steps.entries()) this.steps[at]?.add(news);
    for (const [at, news] of pushes.entries()) this.pushes[at]?.add(news);
    this.connections.add(connections);
    this.pace.add(pace);
    this.lag.add(Latencies.decode(lag));
  }
}
