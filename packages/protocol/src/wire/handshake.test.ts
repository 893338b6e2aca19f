import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { systemError, VolleyError } from "../errors/volley-error.js";
import { formatHello, formatRefusal, negotiateVersion, parseHello, parseRefusal, parseWelcome } from "./handshake.js";

const hello = { protocol: [1, 1], contract: "c", serializer: "json", token: "t", handshake: { a: 1 } } as const;

describe("the hello", () => {
  it("reads back what was written", () => {
    expect(parseHello(JSON.parse(JSON.stringify(formatHello(hello))))).toEqual(hello);
  });

  it("needs neither token nor handshake, and ignores what newer clients add", () => {
    const { token: _t, handshake: _h, ...volley } = hello;
    expect(parseHello({ volley: { ...volley, newer: 1 }, more: true })).toEqual({
      ...hello,
      token: null,
      handshake: {},
    });
  });

  it.each([undefined, null, 1, "x", [], {}, { volley: {} }, { volley: { ...hello, protocol: ["1", "1"] } }])(
    "refuses %j",
    (value) => expect(() => parseHello(value)).toThrow(),
  );

  it("refuses tokens that are no text or too long", () => {
    expect(() => parseHello({ ...formatHello(hello), token: 5 })).toThrow(/token/);
    expect(() => parseHello({ ...formatHello(hello), token: "x".repeat(4_097) })).toThrow(/4096/);
  });

  it("throws nothing but typed errors", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const read of [parseHello, parseWelcome]) {
          try {
            read(value);
          } catch (error) {
            expect(VolleyError.is(error, "BAD_REQUEST")).toBe(true);
          }
        }
        expect(parseRefusal(value).ending.reason).toBeTypeOf("string");
      }),
    );
  });
});

describe("negotiateVersion", () => {
  it.each([
    [[1, 1], [1, 1], 1],
    [[1, 5], [1, 3], 3],
    [[2, 3], [1, 9], 3],
  ] as const)("chooses the highest common version of %j and %j", (theirs, ours, version) => {
    expect(negotiateVersion(theirs, ours)).toBe(version);
  });

  it.each([
    [
      [1, 1],
      [2, 3],
    ],
    [
      [4, 9],
      [2, 3],
    ],
    [
      [3, 1],
      [1, 3],
    ],
  ] as const)("refuses %j and %j", (theirs, ours) => {
    expect(() => negotiateVersion(theirs, ours)).toThrow(/versions/);
  });
});

describe("a refusal", () => {
  it("reads back what was written", () => {
    const refusal = {
      ending: { reason: "busy", retryAfterMs: 500 },
      error: systemError("UNAVAILABLE", "later"),
    } as const;
    const read = parseRefusal(JSON.parse(JSON.stringify(formatRefusal(refusal))));
    expect(read.ending).toEqual({ reason: "busy", retryAfterMs: 500, text: "later" });
    expect(read.error).toMatchObject({ code: "UNAVAILABLE", retryable: true });
  });
});
