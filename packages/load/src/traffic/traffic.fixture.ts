import type { Client, Status } from "@volley/client";
import { type AnyContract, defineContract, notify, push, request, VolleyError } from "@volley/protocol";
import { ManualClock } from "@volley/protocol/internal";
import * as z from "zod";
import type { Interval } from "../measure/tally.js";
import { Tally } from "../measure/tally.js";
import { defineScenario } from "../scenario/define-scenario.js";
import { plainScenario } from "../scenario/load-scenario.js";
import type { Scenario } from "../scenario/scenario.js";
import type { Plan } from "../schedule/plan.js";
import { Traffic } from "./traffic.js";

export const chat = defineContract({
  routes: { "chat.say": request({ input: z.string(), output: z.unknown() }), "chat.wave": notify() },
  pushes: { "chat.said": push(z.object({ sentAt: z.number() }), { delivery: "replay" }) },
});

/** A client without a server: tests say what becomes of it. */
export class FakeClient {
  readonly asked: unknown[] = [];
  droppedNotifies = 0;
  isClosed = false;
  /** What requests get; by default an answer at once. */
  answer: () => Promise<unknown> = async () => undefined;
  #onStatus: (status: Status) => void = () => {};
  #onPush: (data: unknown, meta: object) => void = () => {};
  #onResync: (resync: { reason: string }) => void = () => {};

  connect = async (): Promise<void> => this.become({ resumed: false });
  request = (_route: string, input: unknown): Promise<unknown> => {
    this.asked.push(input);
    return this.answer();
  };
  notify = (route: string): void => void this.asked.push(route);
  close = async (): Promise<void> => {
    this.isClosed = true;
  };
  onStatus = (handler: (status: Status) => void): void => {
    this.#onStatus = handler;
  };
  onPush = (_push: string, handler: (data: unknown, meta: object) => void): void => {
    this.#onPush = handler;
  };
  onResync = (handler: (resync: { reason: string }) => void): void => {
    this.#onResync = handler;
  };

  become({ resumed }: { readonly resumed: boolean }): void {
    this.#onStatus({ state: "ready", session: "s", uid: undefined, resumed });
  }

  lose(): void {
    const cause = new VolleyError("DISCONNECTED", "the network failed");
    this.#onStatus({ state: "waiting", attempt: 1, retryInMs: 1, cause });
  }

  end(): void {
    const error = new VolleyError("FORBIDDEN", "kicked");
    this.#onStatus({ state: "closed", cause: { reason: "kicked", text: "bye", error } });
  }

  push(data: unknown, meta: object = {}): void {
    this.#onPush(data, meta);
  }

  resync(reason: string): void {
    this.#onResync({ reason });
  }
}

/** Starts traffic of fake clients, on a clock that stands still. */
export async function startTraffic<State>(
  scenario: Scenario<typeof chat, State>,
  changes: Partial<Plan> & { process?: number; prepare?: (client: FakeClient) => void } = {},
) {
  const { process = 0, prepare, ...planned } = changes;
  const clock = new ManualClock();
  const clients: FakeClient[] = [];
  const intervals: Interval[] = [];
  const plan: Plan = {
    ...{ url: "http://127.0.0.1:1", connections: 1, rate: 10, rampMs: 1_000, durationMs: 2_000 },
    ...{ maxOutstanding: 100, processes: 1, ...planned },
  };
  const plain = plainScenario(defineScenario(chat, scenario));
  if (plain === undefined) throw new Error("no scenario");
  const tally = new Tally({ steps: plain.steps.length, pushes: plain.pushes.length });
  const traffic = new Traffic({
    ...{ scenario: plain, share: { process, plan }, clock, random: () => 0.5 },
    openClient: () => {
      const client = new FakeClient();
      prepare?.(client);
      clients.push(client);
      return client as unknown as Client<AnyContract>;
    },
    onInterval: (interval) => {
      intervals.push(interval);
      tally.add(interval);
    },
  });
  let isOver = false;
  const over = traffic.run().then(() => {
    isOver = true;
  });
  // What needs no time has happened before the first timer runs.
  await clock.advance(0);
  return { clock, clients, intervals, tally, traffic, over, isOver: () => isOver };
}

/** An answer that comes when the test says so. */
export function heldAnswers(): { answer: () => Promise<unknown>; release: () => void } {
  const waiting: (() => void)[] = [];
  return {
    answer: () => new Promise((resolve) => waiting.push(() => resolve(undefined))),
    release: () => {
      for (const resolve of waiting.splice(0)) resolve();
    },
  };
}
