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

  it("refuses what nests too deep, and a key __proto__ wherever it is, which copies would turn into a prototype", () => {
    const withHandshake = (json: string) => () =>
      parseHello({ ...formatHello(hello), handshake: { a: JSON.parse(json) as unknown } });
    expect(withHandshake(`${"[".repeat(30)}${"]".repeat(30)}`)).not.toThrow();
    expect(withHandshake(`${"[".repeat(31)}${"]".repeat(31)}`)).toThrow(/deeper than 32/);
    expect(withHandshake(`${"[".repeat(30_000)}${"]".repeat(30_000)}`)).toThrow(/deeper than 32/);
    expect(withHandshake('{"a":[{"__proto__":{"admin":true}}]}')).toThrow(/__proto__/);
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

describe("what is said to resume a session", () => {
  const position = { offset: 7, epoch: 0xffff_ffff, tag: 5 };
  const resume = { session: "s", token: "t", mode: "handover", positions: [["table:1", position]] } as const;
  const read = (value: object): unknown => parseHello(JSON.parse(JSON.stringify(value)));

  it("reads back what was written", () => {
    expect(read(formatHello({ ...hello, client: "c", resume }))).toEqual({ ...hello, client: "c", resume });
  });

  it("takes a session over unless a handover is asked for, and needs no positions", () => {
    const asked = { volley: { ...hello, resume: { session: "s", token: "t", mode: "newer" } } };
    expect(read(asked)).toMatchObject({ resume: { mode: "takeover", positions: [] } });
  });

  it.each([
    null,
    [],
    {},
    { session: "s" },
    { session: "", token: "t" },
    { session: "s", token: "t".repeat(129) },
    { session: "s", token: "t", positions: {} },
    { session: "s", token: "t", positions: [["a", -1, 0, 0]] },
    { session: "s", token: "t", positions: [["a", 2 ** 32, 0, 0]] },
    { session: "s", token: "t", positions: [["a", 1, 0.5, 0]] },
    { session: "s", token: "t", positions: [[1, 1, 1, 1]] },
    { session: "s", token: "t", positions: Array.from({ length: 1_025 }, () => ["a", 1, 1, 1]) },
  ])("refuses %j", (asked) => expect(() => read({ volley: { ...hello, resume: asked } })).toThrow());

  it("is answered in the welcome", () => {
    const welcome = { protocol: 1, session: "s", now: 1, limits: { messageBytes: 9, frames: 9 } };
    const answer = { resume: { token: "n", graceMs: 5 }, resumed: true, memory: "m" };
    expect(parseWelcome({ ...welcome, ...answer })).toEqual({ ...welcome, ...answer });
    expect(parseWelcome({ ...welcome, resumed: "newer" })).toMatchObject({ resumed: "expired" });
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
