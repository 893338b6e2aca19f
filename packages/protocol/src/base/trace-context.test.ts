import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_TRACEPARENT, MAX_TRACESTATE, parseTrace } from "./trace-context.js";

const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const [, traceId = "", parentId = ""] = traceparent.split("-");
const stateOf = (tracestate: unknown) => parseTrace({ traceparent, tracestate })?.tracestate;

const text = (characters: string, length: { minLength?: number; maxLength: number }) =>
  fc.string({ ...length, unit: fc.constantFrom(...characters) });
const hex = (length: number) => text("0123456789abcdef", { minLength: length, maxLength: length });
const idOf = (length: number) => hex(length).filter((id) => /[^0]/.test(id));
const printable = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at)).join("");

const version00 = fc.tuple(idOf(32), idOf(16), hex(2)).map((parts) => `00-${parts.join("-")}`);
const later = fc
  .tuple(
    hex(2).filter((version) => version !== "00" && version !== "ff"),
    version00,
    text(printable.slice(1), { maxLength: MAX_TRACEPARENT - 56 }),
    fc.boolean(),
  )
  .map(([version, parent, more, ends]) => `${version}${parent.slice(2)}${ends ? "" : `-${more}`}`);
const valid = fc.oneof(version00, later);

const member = fc
  .tuple(
    text("abcdefghijklmnopqrstuvwxyz0123456789", { minLength: 1, maxLength: 1 }),
    text("abcxyz019_-*/@", { maxLength: 5 }),
    text(printable.replace(/[,=]/g, ""), { maxLength: 6 }),
    fc.constantFrom("!", "~", "/", "<", "x"),
  )
  .map(([first, rest, value, end]) => `${first}${rest}=${value}${end}`);
const blanks = text(" \t", { maxLength: 2 });
const state = fc
  .array(fc.tuple(blanks, member, blanks), { minLength: 1, maxLength: 25 })
  .map((members) => members.map((parts) => parts.join("")).join(","))
  .filter(({ length }) => length <= MAX_TRACESTATE);

/** The rules of W3C once more, step by step. */
function isTraceparent(value: string): boolean {
  const [version = "", trace = "", parent = "", flags = "", ...more] = value.split("-");
  const isHex = (part: string, length: number): boolean =>
    part.length === length && [...part].every((digit) => "0123456789abcdef".includes(digit));
  if (![version, flags].every((part) => isHex(part, 2)) || !isHex(trace, 32) || !isHex(parent, 16)) return false;
  if (version === "ff" || Number.parseInt(trace, 16) === 0 || Number.parseInt(parent, 16) === 0) return false;
  const isPrintable = more.every((part) => [...part].every((character) => character > " " && character <= "~"));
  return version === "00" ? more.length === 0 : isPrintable && value.length <= MAX_TRACEPARENT;
}

describe("parseTrace", () => {
  it("copies every valid context, and nothing else of its object", () => {
    fc.assert(
      fc.property(valid, fc.option(state, { nil: undefined }), (parent, tracestate) => {
        const given = { traceparent: parent, tracestate, more: 1 };
        const copy = parseTrace(given);
        expect(copy).toStrictEqual(
          tracestate === undefined ? { traceparent: parent } : { traceparent: parent, tracestate },
        );
      }),
    );
  });

  it("takes a traceparent with one character changed, added or missing exactly if it is one still", () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.integer({ min: 0, max: 1 }),
      insert: fc.oneof(fc.constantFrom("", "0", "f", "F", "-", "\n", " "), fc.string({ maxLength: 1, unit: "binary" })),
    });
    fc.assert(
      fc.property(valid, edit, (parent, { at, remove, insert }) => {
        const index = at % (parent.length + 1);
        const edited = parent.slice(0, index) + insert + parent.slice(index + remove);
        expect(parseTrace({ traceparent: edited }) !== undefined).toBe(isTraceparent(edited));
      }),
      { numRuns: 5_000 },
    );
  });

  it("gives back only what is short and printable, whatever it is given", () => {
    const anything = fc.oneof(state, fc.string({ unit: "binary", maxLength: 600 }), fc.anything());
    fc.assert(
      fc.property(anything, (tracestate) => {
        const found = stateOf(tracestate);
        if (found !== undefined) expect(found).toMatch(/^[\t -~]{3,512}$/);
      }),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(parseTrace(value)).toBeUndefined();
      }),
    );
  });

  it.each([
    ["no text", 7],
    ["empty", ""],
    ["in upper case", traceparent.toUpperCase()],
    ["of the version that isn't allowed", traceparent.replace("00", "ff")],
    ["without a trace id", traceparent.replace(traceId, "0".repeat(32))],
    ["without a parent id", traceparent.replace(parentId, "0".repeat(16))],
    ["of version 00 with more behind it", `${traceparent}-more`],
    ["of a later version with something else than a dash behind it", `01${traceparent.slice(2)}.more`],
    ["with a line feed behind it", `${traceparent}\n`],
    ["too long", `01${traceparent.slice(2)}-${"x".repeat(MAX_TRACEPARENT - 55)}`],
  ])("ignores a traceparent that is %s, and its tracestate", (_, wrong) => {
    expect(parseTrace({ traceparent: wrong, tracestate: "a=1" })).toBeUndefined();
  });

  it("takes a traceparent of a later version as it is", () => {
    const cc = `cc${traceparent.slice(2)}`;
    for (const parent of [cc, `${cc}-`, `${cc}-what-the-future-will-be-like`]) {
      expect(parseTrace({ traceparent: parent })).toEqual({ traceparent: parent });
    }
  });

  it.each([
    ["one member", "rojo=00f067aa0ba902b7"],
    ["two, and a tenant", "fw529a3039@dt=FfZ, congo=t61rcWkgMzE"],
    ["members without anything in them", "a=1,, ,b=2,"],
    ["blanks in a value", "a=b c"],
    ["32 members", Array.from({ length: 32 }, (_, n) => `a${n}=1`).join(",")],
    ["512 characters", `a=${"x".repeat(255)},b=${"x".repeat(252)}`],
  ])("takes a tracestate with %s", (_, tracestate) => {
    expect(stateOf(tracestate)).toBe(tracestate);
  });

  it.each([
    ["no text", ["a=1"]],
    ["empty", ""],
    ["blank", " ,\t"],
    ["no list of names and values", "a"],
    ["without a value", "a="],
    ["without a name", "=1"],
    ["with a name in upper case", "A=1"],
    ["with a sign in a value", "a=1=2"],
    ["with another blank", "a=1,\u00a0b=2"],
    ["with a line feed", "a=1\nb=2"],
    ["of 33 members", Array.from({ length: 33 }, (_, n) => `a${n}=1`).join(",")],
    ["longer than 512 characters", `a=${"x".repeat(255)},b=${"x".repeat(253)}`],
  ])("ignores a tracestate that is %s, and keeps the traceparent", (_, tracestate) => {
    expect(parseTrace({ traceparent, tracestate })).toStrictEqual({ traceparent });
  });
});
