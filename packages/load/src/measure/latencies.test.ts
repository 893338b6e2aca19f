import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Latencies } from "./latencies.js";

function of(...times: readonly number[]): Latencies {
  const latencies = new Latencies();
  for (const ms of times) latencies.record(ms);
  return latencies;
}

describe("Latencies", () => {
  it("tells percentiles, three digits of each", () => {
    const latencies = of(...Array.from({ length: 1_000 }, (_, n) => n + 1));
    expect(latencies.percentile(50)).toBeCloseTo(500, -1);
    expect(latencies.percentile(99)).toBeCloseTo(990, -1);
    const { count, min, max, percentiles } = latencies.summary() ?? {};
    expect({ count, min }).toEqual({ count: 1_000, min: 1 });
    expect(max).toBeCloseTo(1_000, -1);
    expect(percentiles?.["p99.9"]).toBeCloseTo(999, -1);
  });

  it("tells nothing of nothing", () => {
    expect(new Latencies().summary()).toBeUndefined();
    expect(new Latencies().percentile(50)).toBeUndefined();
    expect(new Latencies().encode()).toBe("");
    expect(Latencies.decode("").count).toBe(0);
  });

  it("says the same of parts put together, over a wire too, as of the whole", () => {
    const times = fc.array(fc.double({ min: 0, max: 20_000, noNaN: true }), { maxLength: 200 });
    fc.assert(
      fc.property(times, times, (some, others) => {
        const merged = Latencies.decode(of(...some).encode());
        merged.add(Latencies.decode(of(...others).encode()));
        expect(merged.summary()).toEqual(of(...some, ...others).summary());
      }),
      { numRuns: 30 },
    );
  });

  it("has room for any time: those before 0 count as 0, those over ten minutes as ten minutes", () => {
    const latencies = of(-50, 3_600_000);
    expect(latencies.count).toBe(2);
    expect(latencies.summary()?.min).toBeLessThan(0.01);
    expect(latencies.summary()?.max).toBeCloseTo(600_000, -3);
  });

  it("draws the curve as far as there are latencies to tell points apart", () => {
    expect(of(1, 2).curve().at(-1)?.percent).toBe(50);
    expect(
      of(...Array.from({ length: 1_000 }, () => 1))
        .curve()
        .at(-1)?.percent,
    ).toBe(99.9);
  });
});
