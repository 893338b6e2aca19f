import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrivalMs, openingMs } from "./arrivals.js";

describe("arrivalMs", () => {
  it("spaces messages evenly when there is no ramp", () => {
    const times = [0, 1, 2, 500].map((n) => arrivalMs(n, { rate: 500, rampMs: 0 }));
    expect(times).toEqual([0, 2, 4, 1_000]);
  });

  it("sends half of the rate during the ramp, and all of it afterwards", () => {
    const plan = { rate: 100, rampMs: 10_000 };
    expect(arrivalMs(500, plan)).toBe(10_000);
    expect(arrivalMs(600, plan)).toBe(11_000);
    // A quarter of the ramp's messages in its first half.
    expect(arrivalMs(125, plan)).toBe(5_000);
  });

  it("never goes back", () => {
    fc.assert(
      fc.property(
        fc.record({ rate: fc.double({ min: 0.01, max: 1e5, noNaN: true }), rampMs: fc.nat(60_000) }),
        fc.nat(100_000),
        (plan, n) => arrivalMs(n + 1, plan) > arrivalMs(n, plan),
      ),
    );
  });
});

it("openingMs opens clients evenly over the ramp, the last one within it", () => {
  const plan = { connections: 4, rampMs: 1_000 };
  expect([0, 1, 2, 3].map((index) => openingMs(index, plan))).toEqual([0, 250, 500, 750]);
});
