import { VolleyError } from "@volley/protocol";
import { describe, expect, it } from "vitest";
import { heldAnswers, startTraffic } from "./traffic.fixture.js";

const say = { request: "chat.say", input: () => "hello" } as const;

describe("the open loop", () => {
  it("keeps sending while the server stalls, and measures from when messages were due", async () => {
    const stalled = heldAnswers();
    const { clock, clients, tally, over } = await startTraffic({ steps: [say] });
    await clock.advance(999); // the ramp
    const [client] = clients;
    if (client !== undefined) client.answer = stalled.answer;
    await clock.advance(1_001);
    if (client !== undefined) client.answer = async () => undefined;
    stalled.release();
    await clock.advance(0);
    await clock.advance(5_000);
    await over;
    const [step] = tally.steps;
    expect(step).toMatchObject({ sent: 20, answered: 20, notSent: 0 });
    // Those that were due during the second of the stall, 0.1 s apart, then the others without delay.
    expect(step?.latencies.percentile(100)).toBeCloseTo(1_000, -1);
    expect(step?.latencies.percentile(75)).toBeGreaterThan(400);
    expect(step?.latencies.percentile(45)).toBeLessThan(1);
  });

  it("doesn't let more messages wait than were asked for: the others count as not sent", async () => {
    const { clock, tally, over } = await startTraffic(
      { steps: [say] },
      { maxOutstanding: 3, prepare: (client) => (client.answer = heldAnswers().answer) },
    );
    await clock.advance(60_000);
    await over;
    const { sent = 0, notSent = 0 } = tally.steps[0] ?? {};
    expect(sent + notSent).toBe(20);
    expect(notSent).toBeGreaterThanOrEqual(17);
    expect(tally.pace.sent).toBe(3);
  });

  it("counts what is due as not sent while no client is ready", async () => {
    const { clock, tally } = await startTraffic({ setup: () => new Promise(() => {}), steps: [say] });
    await clock.advance(60_000);
    expect(tally.steps[0]).toMatchObject({ sent: 0, notSent: 20 });
  });

  it("leaves the ramp out of the result", async () => {
    const { clock, tally, intervals } = await startTraffic({ steps: [say] });
    await clock.advance(1_500);
    expect(intervals[0]?.pace.sent).toBeGreaterThan(0);
    await clock.advance(60_000);
    expect(tally.steps[0]?.sent).toBe(20);
    expect(tally.pace.sent).toBeGreaterThan(20);
  });

  it("is shared by processes: each client and each message belongs to one of them", async () => {
    const numbers: number[] = [];
    const clients: number[] = [];
    for (const process of [0, 1]) {
      const { clock } = await startTraffic(
        {
          connect: ({ index }) => {
            clients.push(index);
            return {};
          },
          steps: [{ name: "n", run: (_, { n }) => void numbers.push(n) }],
        },
        { process, processes: 2, connections: 5, rampMs: 1 },
      );
      await clock.advance(60_000);
    }
    expect(clients.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
    // Nobody was connected yet for the first one.
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });
});

describe("what is counted", () => {
  it("errors, by their codes; those that the step allows are answers", async () => {
    const codes = ["TIMEOUT", "ROOM_FULL", "TIMEOUT", undefined];
    let turn = 0;
    const { clock, tally } = await startTraffic(
      { steps: [{ ...say, allow: ["ROOM_FULL" as "TIMEOUT"] }] },
      {
        prepare: (client) => {
          client.answer = async () => {
            const code = codes[turn++ % 4];
            if (code !== undefined) throw new VolleyError(code, "no");
          };
        },
      },
    );
    await clock.advance(60_000);
    expect(tally.steps[0]).toMatchObject({ sent: 20, answered: 10 });
    expect(tally.steps[0]?.errors.list()).toEqual([{ code: "TIMEOUT", count: 10, example: "no" }]);
    expect(tally.steps[0]?.latencies.count).toBe(20);
  });

  it("mistakes of the scenario itself, with their words", async () => {
    const { clock, tally } = await startTraffic({
      steps: [
        {
          ...say,
          input: () => {
            throw new TypeError("no such table");
          },
        },
        {
          notify: "chat.wave",
          input: () => {
            throw new Error("no wave");
          },
        },
      ],
    });
    await clock.advance(60_000);
    expect(tally.steps[0]?.errors.list()).toEqual([{ code: "SCENARIO", count: 10, example: "no such table" }]);
    expect(tally.steps[1]?.errors.list()).toEqual([{ code: "SCENARIO", count: 10, example: "no wave" }]);
  });

  it("notifies as sent, without an answer", async () => {
    const { clock, tally, clients } = await startTraffic({ steps: [{ notify: "chat.wave" }] });
    await clock.advance(60_000);
    expect(tally.steps[0]).toMatchObject({ sent: 20, answered: 0 });
    expect(clients[0]?.asked.at(-1)).toBe("chat.wave");
  });

  it("pushes, and how long they took if the scenario knows when they were sent", async () => {
    const { clock, clients, tally } = await startTraffic({
      pushes: [{ push: "chat.said", sentAt: ({ sentAt }) => sentAt }],
    });
    await clock.advance(1_500);
    clients[0]?.push({ sentAt: clock.now() - 40 });
    clients[0]?.push({ sentAt: clock.now() - 40 }, { replayed: true });
    clients[0]?.push({});
    await clock.advance(60_000);
    expect(tally.pushes[0]).toMatchObject({ received: 3, replayed: 1 });
    expect(tally.pushes[0]?.latencies.count).toBe(2);
    expect(tally.pushes[0]?.latencies.percentile(50)).toBeCloseTo(40, 0);
  });
});

describe("the end", () => {
  it("waits for answers, closes the clients, and leaves no timer", async () => {
    const held = heldAnswers();
    const { clock, clients, tally, isOver } = await startTraffic(
      { steps: [say] },
      { connections: 3, prepare: (client) => (client.answer = held.answer) },
    );
    await clock.advance(4_000);
    expect([isOver(), clients.some(({ isClosed }) => isClosed)]).toEqual([false, false]);
    held.release();
    await clock.advance(10);
    expect([isOver(), clients.every(({ isClosed }) => isClosed)]).toEqual([true, true]);
    expect(tally.steps[0]?.answered).toBe(20);
    expect(clock.pending).toBe(0);
  });

  it("comes early when it is asked to, without waiting for a server that doesn't answer", async () => {
    const { clock, traffic, isOver, tally } = await startTraffic(
      { steps: [say] },
      { durationMs: 3_600_000, prepare: (client) => (client.answer = heldAnswers().answer) },
    );
    await clock.advance(2_000);
    traffic.stop();
    await clock.advance(0);
    await clock.advance(5_000);
    expect(isOver()).toBe(true);
    expect(tally.steps[0]?.sent).toBe(11);
    expect(clock.pending).toBe(0);
  });
});
