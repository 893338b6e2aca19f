import type { Numbered, RouteDefinition } from "@volley/protocol/internal";
import { DEFAULT_LIMITS, ManualClock } from "@volley/protocol/internal";
import { describe, expect, it, vi } from "vitest";
import { OutboxEntry } from "./outbox-entry.js";
import { Sender } from "./sender.js";

const route = { name: "a.b", number: 0, definition: {} } as Numbered<RouteDefinition>;

function setUp() {
  const deferred: (() => void)[] = [];
  const defer = (run: () => void): void => void deferred.push(run);
  const sender = new Sender({ limits: { maxEntries: 8, maxBytes: 1_000 }, defer, clock: new ManualClock() });
  const send = vi.fn<(frames: readonly Uint8Array[]) => void>();
  const attach = (session = "s"): void =>
    sender.attach({ session, limits: DEFAULT_LIMITS, memory: "m", numberOf: () => 0, send, probe: () => {} });
  const queue = (kind: "request" | "notify" = "request"): OutboxEntry => {
    const parts = { payload: new Uint8Array(1), resolve: () => {}, reject: () => {} };
    const entry = new OutboxEntry({ kind, route, ...parts });
    sender.send(entry);
    return entry;
  };
  const endTick = (): void => {
    for (const run of deferred.splice(0)) run();
  };
  return { sender, deferred, send, attach, queue, endTick };
}
const stages = (...entries: OutboxEntry[]): string[] => entries.map(({ state }) => state.stage);

describe("Sender", () => {
  it("plans one flush for all that comes within one tick, and another one for the next", () => {
    const { attach, queue, deferred, endTick, send } = setUp();
    attach();
    send.mockClear();
    for (let count = 0; count < 3; count++) queue();
    expect(deferred).toHaveLength(1);
    expect(send).not.toHaveBeenCalled();
    endTick();
    expect(send.mock.calls.map(([frames]) => frames.length)).toEqual([3]);
    queue();
    endTick();
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("plans nothing without a connection, and writes all at once when there is one", () => {
    const { attach, queue, deferred, send } = setUp();
    const entries = [queue(), queue("notify")];
    expect(deferred).toEqual([]);
    attach();
    expect(send.mock.lastCall?.[0]).toHaveLength(2);
    expect(stages(...entries)).toEqual(["sent", "sent"]);
  });

  it("writes nothing when the connection was lost before the end of the tick", () => {
    const { attach, queue, endTick, send, sender } = setUp();
    attach();
    const entry = queue();
    sender.detach();
    send.mockClear();
    endTick();
    expect(send).not.toHaveBeenCalled();
    expect(stages(entry)).toEqual(["queued"]);
  });

  it("takes a pong as proof of what was written before its ping, and of no more", () => {
    const { attach, queue, endTick, sender } = setUp();
    attach();
    const before = [queue(), queue("notify")];
    endTick();
    sender.pinged();
    const after = queue();
    endTick();
    sender.ponged();
    expect(stages(...before, after)).toEqual(["accepted", "accepted", "sent"]);
  });
});
