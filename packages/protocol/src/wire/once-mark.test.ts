import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VolleyError } from "../errors/volley-error.js";
import { decodeOnceMark, encodeOnceMark } from "./once-mark.js";

const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });

describe("the mark of a once request", () => {
  it("reads back what was written", () => {
    fc.assert(
      fc.property(uint32, uint32, fc.string(), (serial, ageMs, memory) => {
        expect(decodeOnceMark(encodeOnceMark({ serial, ageMs, memory }))).toEqual({ serial, ageMs, memory });
      }),
    );
  });

  it("holds any age: parts of a ms count as one, and no clock makes it negative", () => {
    const ageOf = (ageMs: number): number => decodeOnceMark(encodeOnceMark({ serial: 1, ageMs, memory: "" })).ageMs;
    expect([0.1, -5, 1e300].map(ageOf)).toEqual([1, 0, 0xffff_ffff]);
  });

  it("throws nothing but typed errors", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
        try {
          decodeOnceMark(bytes);
        } catch (error) {
          expect(VolleyError.is(error, "BAD_REQUEST")).toBe(true);
        }
      }),
    );
  });
});
