import { ManualClock } from "@volley/protocol/internal";
import { expect, it } from "vitest";
import { Tally } from "../measure/tally.js";
import type { LoadStep } from "../scenario/load-scenario.js";
import type { MessageFacts } from "../scenario/scenario.js";
import type { Crowd } from "./crowd.js";
import { Sender } from "./sender.js";

it("counts the tool's own delay, too: from when a message was due, not from when it left", async () => {
  const clock = new ManualClock();
  const tally = new Tally({ steps: 1, pushes: 0 });
  const told: MessageFacts<unknown>[] = [];
  const client = { request: async () => undefined, notify: () => {} };
  const crowd = { next: () => ({ ready: client, facts: { index: 7, random: () => 0, state: "s" } }) };
  const run = (_: unknown, facts: MessageFacts<unknown>) => told.push(facts);
  const step: LoadStep = { name: "a", weight: 1, action: { kind: "run", run }, allow: new Set() };
  const sender = new Sender({ steps: [step], crowd: crowd as unknown as Crowd, tally, clock, maxOutstanding: 1 });

  await clock.advance(1_000);
  sender.send({ n: 3, at: 600, measured: true });
  await sender.idle();
  expect(tally.steps[0]?.latencies.percentile(50)).toBeCloseTo(400, 0);
  expect(tally.lag.percentile(50)).toBeCloseTo(400, 0);
  expect(told).toMatchObject([{ n: 3, index: 7, state: "s", sentAt: clock.now() - 400 }]);
});
