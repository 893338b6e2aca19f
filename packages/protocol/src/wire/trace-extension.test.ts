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

  it("is ignored if it is too long, or no UTF-8", () => {
    const longest = extension(`${traceparent}\n${"a".repeat(585)}`);
    expect(traceOf([longest])).toEqual({ traceparent });
    expect(traceOf([extension(`${traceparent}\n${"a".repeat(586)}`)])).toBeUndefined();
    expect(traceOf([extension(Uint8Array.of(...toUtf8(traceparent), 0xff))])).toBeUndefined();
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
