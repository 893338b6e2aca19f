import type { Clock } from "@volley/protocol/internal";
import type { MessageOf, Tally } from "../measure/tally.js";
import type { AnyClient, LoadStep } from "../scenario/load-scenario.js";
import type { MessageFacts } from "../scenario/scenario.js";
import { StepMix } from "../schedule/step-mix.js";
import type { Crowd } from "./crowd.js";
import { failureOf } from "./failure.js";

/** What a sender works with. */
export interface SenderParts {
  readonly steps: readonly LoadStep[];
  readonly crowd: Crowd;
  readonly tally: Tally;
  readonly clock: Clock;
  /** How many messages may be unanswered; what is due beyond it isn't sent. */
  readonly maxOutstanding: number;
}

/** When a message is due, and as what. */
export interface Due {
  /** Counts the messages of all processes. */
  readonly n: number;
  /** On the monotonic clock. */
  readonly at: number;
  /** Whether it counts for the result. */
  readonly measured: boolean;
}

/** Sends what is due, and measures from when it was due: a server that stalls can't hide behind what wasn't sent. */
export class Sender {
  readonly #parts: SenderParts;
  readonly #mix: StepMix;
  #outstanding = 0;
  #onIdle: (() => void) | undefined;

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.#mix = new StepMix(parts.steps);
  }

  /** Sends the next step's message. Never throws. */
  send({ n, at, measured }: Due): void {
    const { steps, crowd, tally, clock, maxOutstanding } = this.#parts;
    const message = { step: this.#mix.next(), measured };
    const step = steps[message.step];
    const client = this.#outstanding < maxOutstanding ? crowd.next() : undefined;
    if (client?.ready === undefined || step === undefined) return tally.notSent(message);
    const lagMs = clock.monotonic() - at;
    tally.sent(message, lagMs);
    const facts: MessageFacts<unknown> = { ...client.facts, n, sentAt: clock.now() - lagMs };
    if (step.action.kind === "notify") this.#notify(client.ready, { step, facts, message, at });
    else void this.#ask(client.ready, { step, facts, message, at });
  }

  /** Waits until everything is answered. */
  idle(): Promise<void> {
    return this.#outstanding === 0 ? Promise.resolve() : new Promise((resolve) => (this.#onIdle = resolve));
  }

  #notify(client: AnyClient, { step: { action }, facts, message, at }: Sending): void {
    try {
      if (action.kind === "notify") client.notify(action.route, action.input(facts));
    } catch (thrown) {
      const latencyMs = this.#parts.clock.monotonic() - at;
      this.#parts.tally.settled(message, { latencyMs, error: failureOf(thrown) });
    }
  }

  async #ask(client: AnyClient, { step, facts, message, at }: Sending): Promise<void> {
    const { tally, clock } = this.#parts;
    this.#outstanding++;
    let error: { readonly code: string; readonly message: string } | undefined;
    try {
      await ask(client, step, facts);
    } catch (thrown) {
      const failure = failureOf(thrown);
      error = step.allow.has(failure.code) ? undefined : failure;
    }
    this.#outstanding--;
    tally.settled(message, { latencyMs: clock.monotonic() - at, error });
    if (this.#outstanding === 0) this.#onIdle?.();
  }
}

/** A message on its way. */
interface Sending {
  readonly step: LoadStep;
  readonly facts: MessageFacts<unknown>;
  readonly message: MessageOf;
  readonly at: number;
}

/** One message is one message: what the server refuses for its rate isn't sent again. */
async function ask(client: AnyClient, { action }: LoadStep, facts: MessageFacts<unknown>): Promise<void> {
  if (action.kind === "request") await client.request(action.route, action.input(facts), { retry: false });
  if (action.kind === "run") await action.run(client, facts);
}
