import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Every } from "../../../../test/support/proto/every.pb.js";
import { Numbers } from "../../../../test/support/proto/numbers.pb.js";
import { protobufSerializer } from "./protobuf-serializer.js";

const every = { kind: "push", name: "test.every" } as const;
const numbers = { kind: "push", name: "test.numbers" } as const;
const protobuf = protobufSerializer({ pushes: { "test.every": Every, "test.numbers": Numbers } });

/** The largest message that a server takes. */
const LARGEST = 65_536;
const repeated = (...bytes: number[]): Uint8Array =>
  Uint8Array.from({ length: LARGEST }, (_, at) => bytes[at % bytes.length] ?? 0);

/** One message in another, so deep; the lengths are varints. */
function nested(levels: number): Uint8Array {
  let bytes: number[] = [];
  for (let level = 0; level < levels; level++) {
    const { length } = bytes;
    bytes = [0x7a, ...(length < 128 ? [length] : [(length & 127) | 128, length >> 7]), ...bytes];
  }
  return Uint8Array.from(bytes);
}

describe("protobufSerializer, given bytes that nobody encoded,", () => {
  it("throws errors and nothing else, and what it reads is what it would send", () => {
    const tags = fc.integer({ min: 0, max: 20 }).map((field) => field * 8);
    const guided = fc.array(fc.oneof(tags, fc.nat({ max: 8 }), fc.nat({ max: 255 })), { maxLength: 200 });
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      guided.map((list) => Uint8Array.from(list)),
    );
    fc.assert(
      fc.property(bytes, fc.constantFrom(every, numbers), (hostile, ref) => {
        let value: unknown;
        try {
          value = protobuf.decode(hostile, ref);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          return;
        }
        expect(protobuf.decode(protobuf.encode(value, ref), ref)).toEqual(value);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each<[string, Uint8Array]>([
    ["a field that ends too early", Uint8Array.of(0x12, 0x05, 0x61)],
    ["a length of four gigabytes", Uint8Array.of(0x1a, 0xff, 0xff, 0xff, 0xff, 0x0f)],
    ["a varint without end", Uint8Array.from({ length: 20 }, () => 0xff)],
    ["a group without end", Uint8Array.of(0xfb, 0x01)],
    ["the end of no group", Uint8Array.of(0xfc, 0x01)],
    ["a text that is no UTF-8", Uint8Array.of(0x12, 0x01, 0xff)],
    ["the field number 0", Uint8Array.of(0x00, 0x00)],
    ["the key __proto__", Uint8Array.of(0x62, 0x0e, 0x0a, 9, 95, 95, 112, 114, 111, 116, 111, 95, 95, 0x12, 1, 97)],
    ["101 levels of messages", nested(101)],
    ["32,768 levels of groups", repeated(0xfb, 0x01)],
  ])("refuses %s", (_what, bytes) => {
    expect(() => protobuf.decode(bytes, every)).toThrow();
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("takes 100 levels", () => {
    expect(() => protobuf.decode(nested(100), every)).not.toThrow();
  });

  it("refuses 64-bit numbers that JavaScript can't count", () => {
    expect(() => protobuf.decode(Uint8Array.of(0x30, ...Array<number>(9).fill(0xff), 1), numbers)).not.toThrow();
    expect(() => protobuf.decode(Uint8Array.of(0x38, ...Array<number>(9).fill(0xff), 1), numbers)).toThrow(/"uint64"/);
  });

  // A tenth of a second would be slow; what grows with the square of the size takes minutes.
  it.each<[string, Uint8Array]>([
    ["fields that repeat", repeated(0x08, 0x01)],
    ["fields that come and go", repeated(0x08, 0x01, 0x08, 0x00)],
    ["empty messages", repeated(0x5a, 0x00)],
    ["one message, again and again", repeated(0x7a, 0x00)],
    ["empty entries", repeated(0x62, 0x00)],
    ["unknown fields", repeated(0xf8, 0x7f, 0x01)],
    ["members of a oneof in turns", repeated(0x3a, 0x00, 0x40, 0x01)],
  ])("reads the most that a server takes of %s within a second", (_what, bytes) => {
    const start = performance.now();
    try {
      protobuf.decode(bytes, every);
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
    }
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
