import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Every } from "../../../../test/support/proto/every.pb.js";
import { Numbers } from "../../../../test/support/proto/numbers.pb.js";
import { VolleyError } from "../errors/volley-error.js";
import { protobufSerializer } from "./protobuf-serializer.js";

const every = { kind: "push", name: "test.every" } as const;
const numbers = { kind: "push", name: "test.numbers" } as const;
const nothing = { kind: "request", name: "test.nothing" } as const;
const types = { pushes: { "test.every": Every, "test.numbers": Numbers } };
const protobuf = protobufSerializer(types);

function refusal(act: () => unknown): VolleyError {
  try {
    act();
  } catch (error) {
    if (VolleyError.is(error)) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

const sendNumbers = (value: unknown): unknown => protobuf.decode(protobuf.encode(value, numbers), numbers);
const sendEvery = (value: unknown): unknown => protobuf.decode(protobuf.encode(value, every), every);

describe("protobufSerializer", () => {
  it("reads back what fits, whatever it is", () => {
    const name = fc.string({ unit: "grapheme", maxLength: 10 }).filter((text) => text !== "__proto__");
    const int32 = fc.integer();
    const place = fc.record({ x: int32, y: int32 });
    const value = fc.record({
      bool: fc.boolean(),
      string: fc.string({ unit: "grapheme" }),
      bytes: fc.uint8Array(),
      suit: int32,
      texts: fc.array(fc.string({ unit: "grapheme" })),
      blobs: fc.array(fc.uint8Array()),
      places: fc.array(place),
      names: fc.dictionary(name, fc.string({ unit: "grapheme" }), { noNullPrototype: true }),
      homes: fc.dictionary(name, place, { noNullPrototype: true }),
      marks: fc.constantFrom({}, { "-1": true, "7": false }),
    });
    fc.assert(
      fc.property(value, (given) => {
        expect(sendEvery(given)).toEqual(given);
      }),
    );
  });

  it("reads back the outermost numbers of each type", () => {
    const outermost = [
      { int32: 2 ** 31 - 1, uint32: 2 ** 32 - 1, sint32: 2 ** 31 - 1, fixed32: 2 ** 32 - 1, sfixed32: 2 ** 31 - 1 },
      { int32: -(2 ** 31), sint32: -(2 ** 31), sfixed32: -(2 ** 31) },
      { int64: 2 ** 53 - 1, uint64: 2 ** 53 - 1, sint64: 2 ** 53 - 1, fixed64: 2 ** 53 - 1, sfixed64: 2 ** 53 - 1 },
      { int64: 1 - 2 ** 53, sint64: 1 - 2 ** 53, sfixed64: 1 - 2 ** 53 },
      { double: Number.MAX_VALUE, float: 2 ** 127 },
      { double: Number.MIN_VALUE, float: Number.NaN },
      { double: Number.NEGATIVE_INFINITY, float: Number.POSITIVE_INFINITY },
    ];
    for (const value of outermost) expect(sendNumbers(value)).toMatchObject(value);
  });

  it("rounds what goes to float fields, and nothing else", () => {
    const floats = { float: 0.1, floats: [1 / 3, 5.000_000_000_1], ratios: { a: 0.7 } };
    expect(sendNumbers(floats)).toMatchObject({
      float: Math.fround(0.1),
      floats: [Math.fround(1 / 3), 5],
      ratios: { a: Math.fround(0.7) },
    });
    expect(refusal(() => sendNumbers({ int32: 5.000_000_000_1 }))).toMatchObject({ code: "VALIDATION" });
    expect(refusal(() => sendNumbers({ ints: [16_777_216.5] }))).toMatchObject({ code: "VALIDATION" });
    expect(refusal(() => sendNumbers({ float: 1e39 }))).toMatchObject({ code: "VALIDATION" });
  });

  const circle: Record<string, unknown> = {};
  circle["inner"] = circle;

  it.each<[string, unknown, (string | number)[], RegExp]>([
    ["a number above the range", { int32: 2 ** 31 }, ["int32"], /2147483648 doesn't fit: .* as -2147483648/],
    ["a number below the range", { uint32: -1 }, ["uint32"], /-1 doesn't fit/],
    ["a number far above the range", { fixed32: 2 ** 32 }, ["fixed32"], /arrive as 0/],
    ["a fraction", { int32: 1.5 }, ["int32"], /1\.5 doesn't fit: it would arrive as 1/],
    ["a fraction of 64 bits", { sint64: 1.5 }, ["sint64"], /1\.5 doesn't fit/],
    ["no number", { int32: Number.NaN }, ["int32"], /NaN doesn't fit/],
    ["infinity", { uint64: Number.POSITIVE_INFINITY }, ["uint64"], /Infinity doesn't fit/],
    ["what JavaScript can't count", { int64: 2 ** 53 }, ["int64"], /beyond 2\^53 - 1/],
    ["what nothing can count", { uint64: 2 ** 70 }, ["uint64"], /doesn't fit/],
    ["a negative number without sign", { fixed64: -1 }, ["fixed64"], /-1 doesn't fit/],
    ["a BigInt of 32 bits", { int32: 5n }, ["int32"], /a BigInt can't be sent/],
    ["a BigInt of 64 bits", { int64: 1_700_000_000_000n }, ["int64"], /a BigInt can't be sent/],
    ["a BigInt that is zero", { uint64: 0n }, ["uint64"], /a BigInt can't be sent/],
    ["a text that is a number", { double: "5" }, ["double"], /"5" doesn't fit/],
    ["null", { int32: null }, ["int32"], /leave the field out/],
    ["an unknown field", { int23: 5 }, ["int23"], /no field of this name/],
    ["a method's name", { toString: 5 }, ["toString"], /no field of this name/],
    ["raw bytes", { $unknowns: [Uint8Array.of(8, 5)] }, ["$unknowns"], /no field of this name/],
    ["an element out of range", { ints: [1, 2 ** 40] }, ["ints", 1], /doesn't fit/],
    ["an element of 64 bits out of range", { longs: [2 ** 60] }, ["longs", 0], /doesn't fit/],
    ["an element that isn't there", { ints: [1, undefined] }, ["ints", 1], /no place for undefined/],
    ["a hole", { ints: new Array(2) }, ["ints", 0], /no place for undefined/],
    ["something else than a list", { ints: new Set([1]) }, ["ints"], /a Set doesn't fit/],
    ["an entry out of range", { counts: { a: -1 } }, ["counts", "a"], /doesn't fit/],
    ["an entry that isn't there", { counts: { a: undefined } }, ["counts", "a"], /no place for undefined/],
  ])("refuses %s in a field of numbers, and says where", (_what, value, path, message) => {
    const error = refusal(() => protobuf.encode(value, numbers));
    expect(error).toMatchObject({ code: "VALIDATION", data: { issues: [{ path }] } });
    expect(error.message).toMatch(message);
    expect(error.message).toContain(`the push test.numbers can't be sent as Protobuf at ${path.join(".")}: `);
  });

  it.each<[string, unknown, (string | number)[], RegExp]>([
    ["a number for a boolean", { bool: 1 }, ["bool"], /1 doesn't fit: it would arrive as true/],
    ["a number for a text", { string: 5 }, ["string"], /5 doesn't fit/],
    ["half a character", { string: "\ud800" }, ["string"], /doesn't fit/],
    ["a symbol", { string: Symbol("a") }, ["string"], /a symbol doesn't fit/],
    ["a text for bytes", { bytes: "aGk=" }, ["bytes"], /"aGk=" doesn't fit/],
    ["a list for bytes", { bytes: [1, 2] }, ["bytes"], /a list of 2 doesn't fit/],
    ["words of 16 bits for bytes", { bytes: new Uint16Array(2) }, ["bytes"], /a Uint16Array doesn't fit/],
    ["an enum's name", { suit: "HEARTS" }, ["suit"], /"HEARTS" doesn't fit/],
    ["a number for a message", { place: 5 }, ["place"], /5 doesn't fit/],
    ["a list for a message", { place: [1] }, ["place"], /a list of 1 doesn't fit/],
    ["a date for a message", { place: new Date(0) }, ["place"], /a Date doesn't fit/],
    ["a field of a message", { inner: { place: { x: 0.5 } } }, ["inner", "place", "x"], /0\.5 doesn't fit/],
    ["a message of a list", { places: [{}, { y: 2n }] }, ["places", 1, "y"], /a BigInt/],
    ["null in a list", { places: [null] }, ["places", 0], /no null/],
    ["a Map", { names: new Map([["a", "b"]]) }, ["names"], /a Map doesn't fit/],
    ["a map's key", { marks: { a: true } }, ["marks", "a"], /true doesn't fit/],
    ["the key __proto__", { names: JSON.parse('{"__proto__":"a"}') }, ["names", "__proto__"], /refuse/],
    ["two of one", { word: "a", number: 5 }, ["word"], /"a" doesn't fit/],
    ["the name of a oneof", { word: "a", choice: "word" }, ["choice"], /no field of this name/],
    ["what contains itself", circle, ["inner"], /contains itself/],
  ])("refuses %s, and says where", (_what, value, path, message) => {
    const error = refusal(() => protobuf.encode(value, every));
    expect(error).toMatchObject({ code: "VALIDATION", data: { issues: [{ path }] } });
    expect(error.message).toMatch(message);
  });

  it.each([[], ["a"], "a", 5, null, undefined, new Date(), new Map()].map((value) => [value]))(
    "refuses %o in the place of a message",
    (value) => {
      expect(refusal(() => protobuf.encode(value, every))).toMatchObject({ code: "VALIDATION" });
    },
  );

  it("never changes a value silently, whatever it is", () => {
    const field = fc.constantFrom(...Object.keys(sendNumbers({}) as object));
    const value = fc.oneof(fc.anything({ withBigInt: true, withTypedArray: true }), fc.double(), fc.integer());
    const floats = ["float", "floats", "ratios"];
    fc.assert(
      fc.property(field, value, (name, given) => {
        if (given === undefined || floats.includes(name)) return;
        let arrived: unknown;
        try {
          arrived = sendNumbers({ [name]: given });
        } catch (error) {
          expect(error).toMatchObject({ code: "VALIDATION" });
          return;
        }
        expect(arrived).toHaveProperty([name]);
        expect(JSON.stringify({ [name]: given })).toBe(JSON.stringify({ [name]: (arrived as never)[name] }));
      }),
      { numRuns: 2_000 },
    );
  });

  it("gives plain objects with everything that has a default, and nothing else", () => {
    const empty = sendEvery({});
    expect(Object.getPrototypeOf(empty)).toBe(Object.prototype);
    expect(empty).toStrictEqual({
      bool: false,
      string: "",
      bytes: new Uint8Array(0),
      suit: 0,
      texts: [],
      blobs: [],
      places: [],
      names: {},
      homes: {},
      marks: {},
    });
    expect(sendEvery({ maybe: 0, place: {}, word: "" })).toMatchObject({ maybe: 0, place: { x: 0, y: 0 }, word: "" });
  });

  it("takes messages of the module itself, and those it has decoded", () => {
    expect(sendEvery(Every.decode(Uint8Array.of(8, 1)))).toMatchObject({ bool: true });
    expect(sendEvery(sendEvery({ place: { x: 1 } }))).toMatchObject({ place: { x: 1, y: 0 } });
  });

  it("copies bytes out of what came from the network", () => {
    const message = protobuf.encode({ bytes: Uint8Array.of(1, 2, 3), blobs: [Uint8Array.of(4)] }, every);
    const { bytes, blobs } = protobuf.decode(message, every) as { bytes: Uint8Array; blobs: Uint8Array[] };
    message.fill(9);
    expect([bytes, ...blobs]).toEqual([Uint8Array.of(1, 2, 3), Uint8Array.of(4)]);
    expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype);
    expect(bytes.buffer.byteLength).toBe(3);
  });

  it("sends nothing where there is no message, and takes nothing else there", () => {
    expect(protobuf.encode(undefined, nothing)).toHaveLength(0);
    expect(protobuf.decode(new Uint8Array(0), nothing)).toBeUndefined();
    expect(refusal(() => protobuf.encode({ a: 1 }, nothing))).toMatchObject({
      code: "UNSUPPORTED",
      message: expect.stringContaining("the input of test.nothing"),
    });
    expect(refusal(() => protobuf.decode(Uint8Array.of(1), nothing))).toMatchObject({ code: "BAD_REQUEST" });
  });

  it("lets through what fits badly when told not to check", () => {
    const unchecked = protobufSerializer({ ...types, check: false });
    const bytes = unchecked.encode({ int32: 2 ** 31, nope: 5 }, numbers);
    expect(unchecked.decode(bytes, numbers)).toMatchObject({ int32: -(2 ** 31) });
    expect(refusal(() => unchecked.encode({ int32: 5n }, numbers))).toMatchObject({ code: "VALIDATION" });
  });
});
