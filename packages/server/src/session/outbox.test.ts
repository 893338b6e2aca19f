import { describe, expect, it } from "vitest";
import { FlushScheduler } from "../base/flush-scheduler.js";
import type { Connection } from "./connection.js";
import { MessageJoiner } from "./message-joiner.js";
import { Outbox } from "./outbox.js";

function setUp(bytes = 1_000_000, slowBytes = 500_000) {
  const sent: Uint8Array[] = [];
  const ticks: (() => void)[] = [];
  const connection = {
    info: { address: "", transport: "" },
    queuedBytes: 0,
    drain: () => {},
    onDrain: (handler: () => void) => {
      connection.drain = handler;
    },
    send: (message: Uint8Array) => void sent.push(message),
    close() {},
  };
  const clock = { now: 0 };
  let slow = 0;
  let turned = 0;
  let dropped = 0;
  const options = {
    scheduler: new FlushScheduler((run) => void ticks.push(run)),
    joiner: new MessageJoiner(),
    limits: { bytes, messages: 3, ms: 10_000 },
    slowBytes,
    now: () => clock.now,
    onDropped: () => dropped++,
  };
  const outbox = new Outbox(connection satisfies Connection, options, (_, givenUp) => {
    if (givenUp) slow++;
    else turned++;
  });
  const tick = (): void => {
    for (const run of ticks.splice(0)) run();
  };
  return { outbox, connection, sent, tick, clock, slow: () => slow, turned: () => turned, dropped: () => dropped };
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

  it("gives up a client that leaves too many messages unread, however small", () => {
    const { outbox, connection, tick, slow } = setUp();
    connection.queuedBytes = 4;
    for (let n = 0; n < 4; n++) {
      outbox.push(Uint8Array.of(n));
      tick();
    }
    expect(slow()).toBe(0);
    outbox.push(Uint8Array.of(4));
    tick();
    expect(slow()).toBe(1);
  });

  it("gives up a client that takes nothing for too long, and not one that reads slowly", () => {
    for (const reads of [true, false]) {
      const { outbox, connection, tick, clock, slow } = setUp();
      connection.queuedBytes = 10;
      for (let n = 0; n < 3; n++) {
        outbox.push(Uint8Array.of(n));
        tick();
        clock.now += 5_001;
        if (reads) connection.drain();
      }
      expect(slow()).toBe(reads ? 0 : 1);
    }
  });

  it("tells once that a client became slow, until it has caught up", () => {
    const { outbox, connection, tick, turned } = setUp(1_000_000, 100);
    const write = (queuedBytes: number): void => {
      connection.queuedBytes = queuedBytes;
      connection.drain();
      outbox.push(Uint8Array.of(1));
      tick();
    };
    for (const queuedBytes of [0, 101, 102]) write(queuedBytes);
    expect(turned()).toBe(1);
    for (const queuedBytes of [0, 101]) write(queuedBytes);
    expect(turned()).toBe(2);
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

describe("an outbox of a client that keeps up", () => {
  it("sends what is volatile, in its place", () => {
    const { outbox, sent, tick, dropped } = setUp();
    outbox.push(Uint8Array.of(1));
    outbox.push(Uint8Array.of(2), "volatile");
    outbox.push(Uint8Array.of(3));
    tick();
    expect(sent.map((message) => [...message])).toEqual([[1, 2, 3]]);
    expect(dropped()).toBe(0);
  });

  it("sends the newest of a key per tick, in the place of the newest", () => {
    const { outbox, sent, tick, dropped } = setUp();
    outbox.push(Uint8Array.of(1), { latest: "a" });
    outbox.push(Uint8Array.of(2), { latest: "b" });
    outbox.push(Uint8Array.of(3));
    outbox.push(Uint8Array.of(4), { latest: "a" });
    tick();
    outbox.push(Uint8Array.of(5), { latest: "a" });
    tick();
    expect(sent.map((message) => [...message])).toEqual([[2, 3, 4], [5]]);
    expect(dropped()).toBe(1);
  });

  it("isn't taken for slow because one tick has much for it", () => {
    const { outbox, connection, sent, tick, dropped } = setUp(1_000_000, 1_000);
    for (let n = 0; n < 4; n++) {
      outbox.push(new Uint8Array(200_000).fill(n));
      // What a message of this tick adds.
      connection.queuedBytes += 200_000;
    }
    outbox.push(Uint8Array.of(9), "volatile");
    tick();
    expect(sent.at(-1)?.at(-1)).toBe(9);
    expect(dropped()).toBe(0);
  });
});

describe("an outbox of a slow client", () => {
  function setUpSlow(maxQueuedBytes = 10_000) {
    const made = setUp(maxQueuedBytes, 1_000);
    made.connection.queuedBytes = 1_001;
    const push = (n: number, delivery?: Parameters<Outbox["push"]>[1]): void => {
      made.outbox.push(Uint8Array.of(n), delivery);
      made.tick();
    };
    const drain = (): void => {
      made.connection.queuedBytes = 0;
      made.connection.drain();
      made.tick();
    };
    return { ...made, push, drain, texts: () => made.sent.map((message) => [...message]) };
  }

  it("drops what is volatile and keeps the rest", () => {
    const { push, texts, dropped } = setUpSlow();
    push(1, "volatile");
    push(2);
    expect(texts()).toEqual([[2]]);
    expect(dropped()).toBe(1);
  });

  it("holds the newest of each key until it has read, in the order of the newest", () => {
    const { push, drain, texts, dropped } = setUpSlow();
    push(1, { latest: "a" });
    push(2, { latest: "b" });
    push(3, { latest: "a" });
    expect(texts()).toEqual([]);
    drain();
    expect(texts()).toEqual([[2, 3]]);
    drain();
    expect(texts()).toHaveLength(1);
    expect(dropped()).toBe(1);
  });

  it("sends what it held before what is new, unless that is newer", () => {
    const { push, connection, texts } = setUpSlow();
    push(1, { latest: "a" });
    push(2, { latest: "b" });
    connection.queuedBytes = 0;
    push(3, { latest: "a" });
    expect(texts()).toEqual([[2, 3]]);
  });

  it("gives it up when too much is held", () => {
    const { outbox, tick, slow } = setUpSlow(3_000);
    for (let n = 0; n < 3; n++) {
      outbox.push(new Uint8Array(900), { latest: `${n}` });
      tick();
    }
    expect(slow()).toBe(0);
    outbox.push(Uint8Array.of(1), { latest: "last" });
    tick();
    expect(slow()).toBe(1);
  });
});
