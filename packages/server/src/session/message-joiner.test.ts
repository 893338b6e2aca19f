import { expect, it } from "vitest";
import { MessageJoiner } from "./message-joiner.js";

const [a, b, c] = [1, 2, 3].map((n) => Uint8Array.of(n, n)) as [Uint8Array, Uint8Array, Uint8Array];

it("makes one message for all who get the same frames, one right after the other", () => {
  const joiner = new MessageJoiner();
  const message = joiner.join([a, b]);
  expect([...message]).toEqual([1, 1, 2, 2]);
  expect(joiner.join([a, b])).toBe(message);
});

it.each<[string, Uint8Array[]]>([
  ["another order", [b, a]],
  ["one more", [a, b, c]],
  ["one of the same bytes that is another one", [a, Uint8Array.of(9, 9)]],
])("makes another message for %s", (_, frames) => {
  const joiner = new MessageJoiner();
  joiner.join([a, b]);
  expect([...joiner.join(frames)]).toEqual(frames.flatMap((frame) => [...frame]));
});

it("hands a lone frame on as it is", () => {
  expect(new MessageJoiner().join([a])).toBe(a);
});
