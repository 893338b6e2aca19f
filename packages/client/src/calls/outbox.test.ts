import type { Numbered, RouteDefinition } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { Outbox } from "./outbox.js";
import { accept, OutboxEntry, QUEUED, send } from "./outbox-entry.js";

const route = { name: "a.b", number: 0, definition: {} } as Numbered<RouteDefinition>;

function entry(kind: "request" | "notify" = "request", bytes = 1): OutboxEntry {
  return new OutboxEntry({ kind, route, payload: new Uint8Array(bytes), resolve: () => {}, reject: () => {} });
}
function setUp(limits = {}) {
  const outbox = new Outbox({ maxEntries: 3, maxBytes: 10, ...limits });
  const queue = (kind?: "request" | "notify", bytes?: number): OutboxEntry => {
    const made = entry(kind, bytes);
    outbox.queue(made);
    return made;
  };
  /** Queues a request and notes it as sent. */
  const sendRequest = (id: number): OutboxEntry => {
    const made = queue();
    outbox.sent(made, id);
    return made;
  };
  const sendNotify = (): OutboxEntry => {
    const made = queue("notify");
    outbox.sent(made);
    return made;
  };
  return { outbox, queue, sendRequest, sendNotify };
}
const stages = (...entries: OutboxEntry[]): string[] => entries.map(({ state }) => state.stage);

describe("the state of an entry", () => {
  it("goes from queued to sent to accepted", () => {
    const sent = send(QUEUED, { position: 4, id: 9 });
    expect(sent).toEqual({ stage: "sent", position: 4, id: 9, first: undefined });
    expect(accept(sent, 4)).toEqual({ stage: "accepted", id: 9, first: undefined });
  });

  it("isn't accepted by proof of what was written before it", () => {
    const sent = send(QUEUED, { position: 4, id: 9 });
    expect(accept(sent, 3)).toBe(sent);
  });

  it("doesn't skip a step or go back", () => {
    expect(accept(QUEUED, 9)).toBe(QUEUED);
    const sent = send(QUEUED, { position: 4, id: 9 });
    expect(send(sent, { position: 5, id: 10 })).toBe(sent);
    const accepted = accept(sent, 4);
    expect(send(accepted, { position: 5, id: 10 })).toBe(accepted);
    expect(accept(accepted, 9)).toBe(accepted);
  });
});

describe("what is queued", () => {
  it("is listed in its order", () => {
    const { outbox, queue } = setUp();
    const entries = [queue(), queue("notify"), queue()];
    expect(outbox.queued).toEqual(entries);
    expect(outbox.requests).toEqual([entries[0], entries[2]]);
  });

  it("is bounded by its number", () => {
    const { outbox, queue } = setUp();
    queue();
    queue();
    expect(outbox.hasRoom(1)).toBe(true);
    queue();
    expect(outbox.hasRoom(1)).toBe(false);
  });

  it("is bounded by its bytes, unless there is nothing else", () => {
    const { outbox, queue } = setUp();
    expect(outbox.hasRoom(100)).toBe(true);
    queue("request", 6);
    expect(outbox.hasRoom(4)).toBe(true);
    expect(outbox.hasRoom(5)).toBe(false);
  });

  it("makes room when it is sent or taken back", () => {
    const { outbox, queue } = setUp({ maxEntries: 2 });
    const [first, second] = [queue("request", 5), queue("request", 5)];
    outbox.sent(first, 1);
    expect(outbox.hasRoom(5)).toBe(true);
    outbox.remove(second);
    outbox.remove(second);
    queue();
    expect(outbox.hasRoom(9)).toBe(true);
  });
});

describe("what is sent", () => {
  it("is accepted with everything before it when it is answered", () => {
    const { outbox, sendRequest, sendNotify } = setUp();
    const [first, second, third, fourth] = [sendRequest(1), sendNotify(), sendRequest(2), sendRequest(3)];
    expect(outbox.answered(2)).toBe(third);
    expect(stages(first, second, third, fourth)).toEqual(["accepted", "accepted", "accepted", "sent"]);
  });

  it("is accepted when a pong proves it", () => {
    const { outbox, sendRequest } = setUp();
    const first = sendRequest(1);
    const { position } = outbox;
    const second = sendRequest(2);
    outbox.accepted(position);
    expect(stages(first, second)).toEqual(["accepted", "sent"]);
  });

  it("is answered once, also when it was accepted long ago", () => {
    const { outbox, sendRequest } = setUp();
    const [first, second] = [sendRequest(1), sendRequest(2)];
    expect(outbox.answered(2)).toBe(second);
    expect(outbox.answered(1)).toBe(first);
    expect(outbox.answered(1)).toBeUndefined();
  });

  it("isn't answered when nobody waits any more", () => {
    const { outbox, sendRequest } = setUp();
    outbox.remove(sendRequest(1));
    expect(outbox.answered(1)).toBeUndefined();
  });

  it("is lost with its connection, accepted or not; what is queued stays", () => {
    const { outbox, queue, sendRequest, sendNotify } = setUp();
    const [first, second] = [sendRequest(1), sendRequest(2)];
    sendNotify();
    const waiting = queue();
    outbox.accepted(1);
    expect(stages(first, second)).toEqual(["accepted", "sent"]);
    expect(outbox.lost(() => true)).toEqual([first, second]);
    expect(outbox.lost(() => true)).toEqual([]);
    expect(outbox.queued).toEqual([waiting]);
    expect(outbox.answered(1)).toBeUndefined();
    // Nor does the next connection prove anything about it.
    outbox.accepted(outbox.position);
    expect(stages(second)).toEqual(["sent"]);
  });
});
