import { expect, it } from "vitest";
import { Tally } from "./tally.js";

const SHAPE = { steps: 2, pushes: 1 };
const measured = { step: 1, measured: true };

function work(tally: Tally, errors: number): void {
  tally.connections.opened++;
  tally.connections.connected++;
  tally.connections.latencies.record(7);
  tally.connections.losses.count("DISCONNECTED", "gone");
  for (let n = 0; n < 10; n++) {
    tally.sent(measured, 0.5);
    const error = n < errors ? { code: "TIMEOUT", message: "no answer" } : undefined;
    tally.settled(measured, { latencyMs: n + 1, error });
  }
  tally.notSent(measured);
  tally.pushed({ push: 0, measured: true }, { latencyMs: 3, replayed: true });
}

it("puts together what processes tell, second by second, without loss", () => {
  const [one, other, all] = [new Tally(SHAPE), new Tally(SHAPE), new Tally(SHAPE)];
  for (let second = 0; second < 3; second++) {
    for (const tally of [one, other]) {
      work(tally, 2);
      // As it comes from another process.
      all.add(JSON.parse(JSON.stringify(tally.take({ second, connected: 1 }))));
    }
  }
  const [idle, step] = all.steps;
  expect(idle).toMatchObject({ sent: 0, answered: 0, notSent: 0 });
  expect(step).toMatchObject({ sent: 60, answered: 48, notSent: 6 });
  expect(step?.errors.list()).toEqual([{ code: "TIMEOUT", count: 12, example: "no answer" }]);
  expect(step?.latencies.count).toBe(60);
  expect(step?.latencies.percentile(0)).toBeCloseTo(1, 1);
  expect(step?.latencies.percentile(100)).toBeCloseTo(10, 1);
  expect(all.lag.count).toBe(60);
  expect(all.connections).toMatchObject({ opened: 6, connected: 6, resumed: 0 });
  expect(all.connections.losses.total).toBe(6);
  expect(all.connections.latencies.percentile(50)).toBeCloseTo(7, 1);
  expect(all.pushes[0]).toMatchObject({ received: 6, replayed: 6 });
});

it("tells each thing once", () => {
  const tally = new Tally(SHAPE);
  work(tally, 1);
  tally.take({ second: 0, connected: 1 });
  const empty = new Tally(SHAPE).take({ second: 1, connected: 1 });
  expect(tally.take({ second: 1, connected: 1 })).toEqual(empty);
});

it("shows messages of the ramp in the pace only", () => {
  const tally = new Tally(SHAPE);
  const warming = { step: 0, measured: false };
  tally.sent(warming, 0);
  tally.settled(warming, { latencyMs: 900, error: undefined });
  tally.notSent(warming);
  tally.pushed({ push: 0, measured: false }, { latencyMs: 1, replayed: false });
  expect(tally.steps[0]).toMatchObject({ sent: 0, answered: 0, notSent: 0 });
  expect(tally.steps[0]?.latencies.count).toBe(0);
  expect(tally.pushes[0]?.received).toBe(0);
  expect(tally.pace).toMatchObject({ sent: 1, answered: 1, notSent: 1, pushes: 1 });
});
