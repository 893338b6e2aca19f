import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toUtf8 } from "../wire/bytes.js";
import { jsonSerializer } from "./json.js";

const json = jsonSerializer();
const ref = { kind: "request", name: "a.b" } as const;
const decode = (text: string): unknown => json.decode(toUtf8(text), ref);

/** Any JSON value that may travel: a key `__proto__` may not, and fast-check likes to make one. */
const withoutProtoKeys = fc.jsonValue({ maxDepth: 8 }).filter((value) => !JSON.stringify(value).includes("__proto__"));

describe("jsonSerializer", () => {
  it("reads back every JSON value", () => {
    fc.assert(
      fc.property(withoutProtoKeys, (value) => {
        expect(json.decode(json.encode(value, ref), ref)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("writes undefined as no bytes at all", () => {
    expect(json.encode(undefined, ref)).toHaveLength(0);
    expect(json.decode(new Uint8Array(0), ref)).toBeUndefined();
  });

  it("takes 32 levels and refuses 33", () => {
    const nested = (levels: number): string => `${"[".repeat(levels)}"${"x".repeat(80)}"${"]".repeat(levels)}`;
    expect(() => decode(nested(32))).not.toThrow();
    expect(() => decode(nested(33))).toThrow(/deeper than 32/);
    expect(() => decode(nested(3_000))).toThrow(/deeper than 32/);
    expect(() => decode('{"a":'.repeat(3_000))).toThrow(/deeper than 32/);
  });

  it("doesn't count brackets inside of texts", () => {
    const text = JSON.stringify({ a: `\\"${"[".repeat(200)}`, b: '{"' });
    expect(decode(text)).toEqual(JSON.parse(text));
  });

  it.each([
    '{"__proto__":{"admin":true}}',
    '{"a":[{"__proto__":1}]}',
    '{"\\u005f_proto__":1}',
    '{"_\\u005Fproto__":1}',
    '{"__\\u0070roto__":1}',
  ])("refuses the key __proto__: %s", (text) => {
    expect(() => decode(text)).toThrow(/__proto__/);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it("lets __proto__ stand in a text", () => {
    expect(decode('{"chat":"what is __proto__?"}')).toEqual({ chat: "what is __proto__?" });
  });

  it("throws for bytes that are no UTF-8 and texts that are no JSON", () => {
    expect(() => json.decode(Uint8Array.of(0x22, 0xff, 0x22), ref)).toThrow();
    expect(() => decode("{")).toThrow();
  });
});
