import { describe, expect, it } from "vitest";
import { FlushScheduler } from "../base/flush-scheduler.js";
import type { Connection } from "./connection.js";
import { Outbox } from "./outbox.js";

function setUp(maxQueuedBytes = 1_000_000) {
  const sent: Uint8Array[] = [];
  const ticks: (() => void)[] = [];
  const connection = {
    info: { address: "", transport: "" },
    queuedBytes: 0,
    send: (message: Uint8Array) => void sent.push(message),
    close() {},
  } satisfies Connection;
  let slow = 0;
  const outbox = new Outbox(connection, {
    scheduler: new FlushScheduler((run) => void ticks.push(run)),
    maxQueuedBytes,
    onSlow: () => slow++,
  });
  const tick = (): void => {
    for (const run of ticks.splice(0)) run();
  };
  return { outbox, connection, sent, tick, slow: () => slow };
}

describe("Outbox", () => {
  it("sends what a tick wrote as one message, in the order written", () => {
    const { outbox, sent, tick } = setUp();
    for (const n of [1, 2, 3]) outbox.push(Uint8Array.of(n));
    expect(sent).toEqual([]);
    tick();
    expect(sent.map((message) => [...message])).toEqual([[1, 2, 3]]);
    outbox.push(Uint8Array.of(4));
    tick();
    expect(sent.map((message) => [...message])).toEqual([[1, 2, 3], [4]]);
  });

  it("writes a lone frame without copying it", () => {
    const { outbox, sent, tick } = setUp();
    const frame = Uint8Array.of(1, 2);
    outbox.push(frame);
    tick();
    expect(sent[0]).toBe(frame);
  });

  it("splits what is too much for one message, and keeps the order", () => {
    const { outbox, sent, tick } = setUp();
    for (let n = 0; n < 10; n++) outbox.push(new Uint8Array(100_000).fill(n));
    tick();
    expect(sent.length).toBeGreaterThan(1);
    expect(Math.max(...sent.map((message) => message.length))).toBeLessThanOrEqual(256 * 1024);
    const order = sent.flatMap((message) => [...message].filter((_, at) => at % 100_000 === 0));
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("gives up a client when too much of earlier ticks still waits for it", () => {
    const { outbox, connection, sent, tick, slow } = setUp(1_000);
    connection.queuedBytes = 1_000;
    outbox.push(Uint8Array.of(1));
    tick();
    expect([sent.length, slow()]).toEqual([1, 0]);
    connection.queuedBytes = 1_001;
    outbox.push(Uint8Array.of(1));
    tick();
    expect([sent.length, slow()]).toEqual([1, 1]);
  });

  it("doesn't take a client for slow because one tick has much for it", () => {
    const { outbox, sent, tick, slow } = setUp(1_000);
    for (let n = 0; n < 4; n++) outbox.push(new Uint8Array(200_000));
    tick();
    expect([sent.length, slow()]).toEqual([4, 0]);
  });

  it("can be flushed at once, and has nothing left for the end of the tick", () => {
    const { outbox, sent, tick } = setUp();
    outbox.push(Uint8Array.of(1));
    outbox.flush();
    tick();
    expect(sent).toHaveLength(1);
  });
});
