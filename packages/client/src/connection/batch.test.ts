import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toMessages } from "./batch.js";

const frame = (length: number, fill = 7): Uint8Array => new Uint8Array(length).fill(fill);
const lengths = (messages: readonly Uint8Array[]): number[] => messages.map(({ length }) => length);

describe("toMessages", () => {
  it("makes one message of everything that fits", () => {
    const messages = toMessages([frame(1, 1), frame(2, 2), frame(3, 3)], { messageBytes: 6, frames: 3 });
    expect(messages.map((message) => [...message])).toEqual([[1, 2, 2, 3, 3, 3]]);
  });

  it("makes nothing of nothing", () => {
    expect(toMessages([], { messageBytes: 6, frames: 3 })).toEqual([]);
  });

  it("starts another message when bytes or frames are used up", () => {
    expect(lengths(toMessages([frame(4), frame(3), frame(3)], { messageBytes: 6, frames: 9 }))).toEqual([4, 6]);
    expect(lengths(toMessages([frame(1), frame(1), frame(1)], { messageBytes: 6, frames: 2 }))).toEqual([2, 1]);
  });

  it("keeps every byte in its place, within the limits", () => {
    const frames = fc.array(fc.uint8Array({ minLength: 1, maxLength: 20 }), { maxLength: 40 });
    fc.assert(
      fc.property(
        frames,
        fc.integer({ min: 20, max: 100 }),
        fc.integer({ min: 1, max: 10 }),
        (all, messageBytes, count) => {
          const messages = toMessages(all, { messageBytes, frames: count });
          expect(messages.flatMap((message) => [...message])).toEqual(all.flatMap((one) => [...one]));
          for (const message of messages) expect(message.length).toBeLessThanOrEqual(messageBytes);
          expect(messages.length).toBeGreaterThanOrEqual(Math.ceil(all.length / count));
        },
      ),
    );
  });
});
