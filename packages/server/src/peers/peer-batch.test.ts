import * as fc from "fast-check";
import { expect, it } from "vitest";
import { decodePeerBatch, encodePeerBatch, encodePeerMessage } from "./peer-batch.js";
import { EMPTY, type PeerMessage } from "./peer-message.js";

const messages: readonly PeerMessage[] = [
  {
    kind: "call",
    id: 1,
    method: "route",
    deadline: 1_000,
    head: { route: "a.b", n: 1.5 },
    payload: Uint8Array.of(1, 2),
    context: Uint8Array.of(3),
  },
  { kind: "post", method: "x", head: ["ä", null], payload: EMPTY },
  { kind: "reply", id: 2, head: null, payload: Uint8Array.of(9) },
  { kind: "error", id: 3, error: { code: "NOT_FOUND", message: "gone" } },
  { kind: "cancel", id: 4 },
  { kind: "waiting", ids: [1, 2, 5] },
  { kind: "lost", ids: [] },
  { kind: "ping" },
  { kind: "pong" },
];
const batch = (): Uint8Array => encodePeerBatch({ from: "n1", gaps: 3 }, messages.map(encodePeerMessage));

it("brings messages over as they were, in their order", () => {
  const read = decodePeerBatch(batch());
  expect(read).toMatchObject({ from: "n1", gaps: 3 });
  expect(JSON.parse(JSON.stringify(read?.messages, bytesAsLists))).toEqual(
    JSON.parse(JSON.stringify(messages, bytesAsLists)),
  );
});

it("reads nothing from bytes that are no batch, and never throws", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => decodePeerBatch(bytes) === undefined),
    { numRuns: 2_000 },
  );
});

it("survives every change of one byte, and every cut", () => {
  const whole = batch();
  for (let at = 0; at < whole.length; at++) {
    for (const value of [0, 1, 0x7f, 0xff]) {
      const changed = Uint8Array.from(whole);
      changed[at] = value;
      expect(() => decodePeerBatch(changed)).not.toThrow();
    }
    expect(decodePeerBatch(whole.subarray(0, at))?.messages.length ?? 0).toBeLessThan(messages.length);
  }
});

function bytesAsLists(_: string, value: unknown): unknown {
  return value instanceof Uint8Array || isBufferJson(value) ? [...new Uint8Array(asBytes(value))] : value;
}
function isBufferJson(value: unknown): value is { type: "Buffer"; data: number[] } {
  return typeof value === "object" && value !== null && "type" in value && value.type === "Buffer";
}
function asBytes(value: Uint8Array | { data: number[] }): Uint8Array | number[] {
  return value instanceof Uint8Array ? value : value.data;
}
