import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoffMs } from "./backoff.js";

const options = { minMs: 500, maxMs: 20_000 };

describe("backoffMs", () => {
  it("doubles its upper bound with each failure, up to the longest wait", () => {
    const bounds = [1, 2, 3, 4, 5, 6, 100, 2_000].map((failures) => backoffMs(failures, { ...options, random: 1 }));
    expect(bounds).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000, 20_000]);
  });

  it("uses the whole range from the shortest wait on, whatever the number of failures", () => {
    for (const failures of [1, 3, 50]) expect(backoffMs(failures, { ...options, random: 0 })).toBe(500);
    expect(backoffMs(2, { ...options, random: 0.5 })).toBe(1_250);
  });

  it("grows even from nothing", () => {
    expect(backoffMs(10, { minMs: 0, maxMs: 20_000, random: 1 })).toBe(1_024);
  });

  it("stays within its bounds", () => {
    fc.assert(
      fc.property(
        fc.nat(5_000),
        fc.nat(10_000),
        fc.nat(100_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (...args) => {
          const [failures, minMs, spanMs, random] = args;
          const waitMs = backoffMs(failures, { minMs, maxMs: minMs + spanMs, random });
          expect(waitMs).toBeGreaterThanOrEqual(minMs);
          expect(waitMs).toBeLessThanOrEqual(minMs + spanMs);
        },
      ),
    );
  });

  it("never comes before the server's time, and spreads over a fifth more", () => {
    fc.assert(
      fc.property(
        fc.nat(20),
        fc.nat(600_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, retryAfterMs, random) => {
          const waitMs = backoffMs(failures, { ...options, random, retryAfterMs });
          expect(waitMs).toBeGreaterThanOrEqual(retryAfterMs);
          expect(waitMs).toBeLessThanOrEqual(Math.max(options.maxMs, retryAfterMs * 1.2));
        },
      ),
    );
    expect(backoffMs(1, { ...options, random: 0.5, retryAfterMs: 60_000 })).toBe(66_000);
  });
});
