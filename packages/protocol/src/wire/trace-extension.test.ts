import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toUtf8 } from "./bytes.js";
import type { Extension } from "./frame.js";
import { EXTENSION } from "./kinds.js";
import { traceExtensions, traceOf } from "./trace-extension.js";

const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const extension = (text: string | Uint8Array): Extension => ({
  type: EXTENSION.trace,
  value: typeof text === "string" ? toUtf8(text) : text,
});

describe("the trace extension", () => {
  it.each([{ traceparent }, { traceparent, tracestate: "rojo=1, congo=t61rcWkgMzE" }])("brings back %o", (trace) => {
    expect(traceOf(traceExtensions(trace))).toStrictEqual(trace);
  });

  it("isn't made of nothing, nor of what isn't valid, and nothing is allocated then", () => {
    const none = traceExtensions(undefined);
    expect(none).toEqual([]);
    expect(traceExtensions(undefined)).toBe(none);
    expect(traceExtensions({ traceparent: "00-no" })).toBe(none);
    expect(traceExtensions(null as never)).toBe(none);
  });

  it("leaves out a tracestate that isn't valid", () => {
    expect(traceOf(traceExtensions({ traceparent, tracestate: "NO" }))).toStrictEqual({ traceparent });
    expect(traceOf([extension(`${traceparent}\nNO`)])).toStrictEqual({ traceparent });
    expect(traceOf([extension(`${traceparent}\na=1\nb=2`)])).toStrictEqual({ traceparent });
    expect(traceOf([extension(`${traceparent}\n`)])).toStrictEqual({ traceparent });
  });

  it("is found among others; the first one counts", () => {
    const other = { type: 99, value: toUtf8(traceparent) };
    expect(traceOf([other])).toBeUndefined();
    expect(traceOf([other, extension(traceparent), extension("no")])).toEqual({ traceparent });
    expect(traceOf([extension("no"), extension(traceparent)])).toBeUndefined();
  });

  it("keeps its traceparent whatever follows, and however much", () => {
    const members = Array.from({ length: 1_000 }, (_, n) => `a${n}=1`).join(",");
    for (const more of [toUtf8(members), toUtf8("a=ä"), Uint8Array.of(0xff)]) {
      expect(traceOf([extension(Uint8Array.of(...toUtf8(`${traceparent}\n`), ...more))])).toStrictEqual({
        traceparent,
      });
    }
    expect(traceOf([extension(Uint8Array.of(...toUtf8(traceparent), 0xff))])).toBeUndefined();
  });

  it("takes the longest that there may be", () => {
    const longest = {
      traceparent: `01${traceparent.slice(2)}-${"x".repeat(72)}`,
      tracestate: `a=${"x".repeat(255)},b=${"x".repeat(252)}`,
    };
    expect(traceOf(traceExtensions(longest))).toStrictEqual(longest);
    expect(traceOf([extension(`${longest.traceparent}\n${longest.tracestate}x`)])?.tracestate).toBeUndefined();
  });

  it("never throws, whatever the bytes", () => {
    const ending = fc.uint8Array({ maxLength: 20 });
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 700 }),
      ending.map((end) => Uint8Array.of(...toUtf8(`${traceparent}\na=1`), ...end)),
    );
    fc.assert(
      fc.property(bytes, (value) => {
        const trace = traceOf([extension(value)]);
        expect(trace === undefined || trace.traceparent === traceparent).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });
});
