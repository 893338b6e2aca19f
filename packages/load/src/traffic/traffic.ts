import type { Cancel, Clock } from "@volley/protocol/internal";
import { type Interval, Tally } from "../measure/tally.js";
import type { PlainScenario } from "../scenario/load-scenario.js";
import { arrivalMs, openingMs } from "../schedule/arrivals.js";
import { type Share, shareOf } from "../schedule/plan.js";
import { Timetable } from "../schedule/timetable.js";
import { Crowd } from "./crowd.js";
import type { OpenClient } from "./open-client.js";
import { Sender } from "./sender.js";

/** What one process' traffic needs. */
export interface TrafficParts {
  readonly scenario: PlainScenario;
  readonly share: Share;
  readonly clock: Clock;
  readonly random: () => number;
  readonly openClient: OpenClient;
  /** Told once a second what happened in it. */
  readonly onInterval: (interval: Interval) => void;
}

const SECOND_MS = 1_000;
/** How long answers may take when nothing more is sent, in ms: as long as a client waits for them. */
const SETTLE_MS = 11_000;
/** The same, for who is in a hurry. */
const HURRY_MS = 1_000;
/** How long goodbyes may take, in ms. */
const CLOSE_MS = 2_000;

/** One process' part of a run: opens clients along the ramp, sends by the timetable, and tells each second. */
export class Traffic {
  readonly #parts: TrafficParts;
  readonly #tally: Tally;
  readonly #crowd: Crowd;
  readonly #sender: Sender;
  readonly #openings: Timetable;
  readonly #messages: Timetable;
  readonly #seconds: Timetable;
  #second = 0;
  #startedAt = 0;
  #stop: () => void = () => {};

  constructor(parts: TrafficParts) {
    const { scenario, share, clock, random, openClient } = parts;
    const { plan, process } = share;
    const { steps, pushes } = scenario;
    this.#parts = parts;
    this.#tally = new Tally({ steps: steps.length, pushes: pushes.length });
    const tally = this.#tally;
    this.#crowd = new Crowd({
      ...{ url: plan.url, scenario, tally, clock, openClient, random },
      onPush: (push, got) => tally.pushed({ push, measured: this.#isMeasured(clock.monotonic()) }, got),
    });
    const maxOutstanding = shareOf(plan.maxOutstanding, share);
    this.#sender = new Sender({ steps, crowd: this.#crowd, tally, clock, maxOutstanding });
    const numberOf = (n: number): number => process + n * plan.processes;
    this.#openings = new Timetable({
      ...{ clock, endMs: Number.POSITIVE_INFINITY },
      dueMs: (n) => (numberOf(n) < plan.connections ? openingMs(numberOf(n), plan) : Number.POSITIVE_INFINITY),
      run: (n, at) => this.#crowd.open(numberOf(n), at),
    });
    this.#messages = new Timetable({
      ...{ clock, endMs: steps.length === 0 ? 0 : plan.rampMs + plan.durationMs },
      dueMs: (n) => arrivalMs(numberOf(n), plan),
      run: (n, at) => this.#sender.send({ n: numberOf(n), at, measured: this.#isMeasured(at) }),
    });
    this.#seconds = new Timetable({
      ...{ clock, endMs: Number.POSITIVE_INFINITY },
      dueMs: (n) => (n + 1) * SECOND_MS,
      run: (n) => this.#tell(n, this.#crowd.connected),
    });
  }

  /** Runs to the end of the plan, or until it is stopped, and resolves when the clients are closed. */
  async run(): Promise<void> {
    const { clock, share } = this.#parts;
    this.#startedAt = clock.monotonic();
    const timetables = [this.#openings, this.#messages, this.#seconds];
    for (const timetable of timetables) timetable.start();
    const settleMs = await new Promise<number>((resolve) => {
      const endMs = share.plan.rampMs + share.plan.durationMs;
      const end = new Timetable({
        ...{ clock, endMs: Number.POSITIVE_INFINITY },
        dueMs: (n) => (n === 0 ? endMs : Number.POSITIVE_INFINITY),
        run: () => resolve(SETTLE_MS),
      });
      end.start();
      this.#stop = () => {
        end.stop();
        resolve(HURRY_MS);
      };
    });
    this.#openings.stop();
    this.#messages.finish();
    await this.#within(settleMs, this.#sender.idle());
    this.#seconds.stop();
    const { connected } = this.#crowd;
    await this.#within(CLOSE_MS, this.#crowd.close());
    // What was not answered until now has just failed.
    await this.#within(CLOSE_MS, this.#sender.idle());
    this.#tell(this.#second, connected);
  }

  /** Ends it early. */
  stop(): void {
    this.#stop();
  }

  /** What happens in the ramp doesn't count. */
  #isMeasured(at: number): boolean {
    return at - this.#startedAt >= this.#parts.share.plan.rampMs;
  }

  #tell(second: number, connected: number): void {
    this.#second = second + 1;
    this.#parts.onInterval(this.#tally.take({ second, connected }));
  }

  /** Waits for something, but not longer than this. */
  async #within(ms: number, something: Promise<void>): Promise<void> {
    let cancel: Cancel = () => {};
    await Promise.race([something, new Promise<void>((resolve) => (cancel = this.#parts.clock.after(ms, resolve)))]);
    cancel();
  }
}
