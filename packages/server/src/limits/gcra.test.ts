import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Gcra } from "./gcra.js";
import { LeakyBucket } from "./leaky-bucket.js";
import type { Limiter } from "./limiter.js";
import { ruleOf, shareOf } from "./rule.js";

const SECOND = 1_000_000;

function countPassed(limiter: Limiter, times: Iterable<number>): number {
  let passed = 0;
  for (const at of times) if (limiter.take(at) === 0) passed++;
  return passed;
}

function* every(us: number, { from = 0, to }: { readonly from?: number; readonly to: number }): Iterable<number> {
  for (let at = from; at < to; at += us) yield at;
}

describe("GCRA", () => {
  const gcra = (rate: number, perMs: number, burst?: number): Gcra =>
    new Gcra(ruleOf({ rate, perMs, burst }, "a limit"));

  it("lets a burst pass at once, and says when the next one may", () => {
    const limiter = gcra(10, 1_000, 3);
    expect([1, 2, 3, 4, 5].map(() => limiter.take(0))).toEqual([0, 0, 0, 100_000, 100_000]);
    expect(limiter.take(99_999)).toBe(1);
    expect(limiter.take(100_000)).toBe(0);
    expect(limiter.take(100_000)).toBe(100_000);
  });

  it("passes exactly what is allowed at twice the rate", () => {
    // 10 s at 60 per second: the burst of 5, and 30 per second since the start.
    expect(countPassed(gcra(30, 1_000, 5), every(SECOND / 60, { to: 10 * SECOND }))).toBe(5 + 299);
  });

  it("passes no double at the edge of a second", () => {
    const limiter = gcra(10, 1_000, 10);
    const before = countPassed(limiter, Array<number>(20).fill(0.999 * SECOND));
    expect(before).toBe(10);
    expect(countPassed(limiter, Array<number>(20).fill(1.001 * SECOND))).toBe(0);
  });

  it("doesn't round: a third of a second is three of them in a second, for ever", () => {
    // A thousand seconds but one millisecond: the burst of 2, and 2,999.997 more.
    expect(countPassed(gcra(3, 1_000, 2), every(1_000, { to: 1_000 * SECOND }))).toBe(2 + 2_999);
  });

  it("takes what costs more than a burst when nothing is owed", () => {
    const limiter = gcra(100, 1_000, 50);
    expect(limiter.take(0, 80)).toBe(0);
    expect(limiter.take(0, 1)).toBe(10_000);
    expect(limiter.take(499_999, 80)).toBe(1);
    expect(limiter.take(500_000, 80)).toBe(0);
  });

  it("passes never more than rate and burst allow, and always what waited as long as it was told", () => {
    const rules = fc.record({
      rate: fc.integer({ min: 1, max: 1_000 }),
      perMs: fc.integer({ min: 1, max: 5_000 }),
      burst: fc.integer({ min: 1, max: 100 }),
    });
    const steps = fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(rules, steps, ({ rate, perMs, burst }, pauses) => {
        const limiter = gcra(rate, perMs, burst);
        let at = 0;
        let passed = 0;
        for (const pause of pauses) {
          at += pause;
          const wait = limiter.take(at);
          if (wait === 0) passed++;
          expect(passed).toBeLessThanOrEqual(burst + Math.floor((at * rate) / (perMs * 1_000)));
          if (wait === 0) continue;
          at += wait;
          expect(limiter.take(at)).toBe(0);
          passed++;
        }
      }),
    );
  });
});

describe("Pitaya's leaky bucket", () => {
  it("with 3 per second, drops the fourth of four, and lets the next pass a second after the first", () => {
    const bucket = new LeakyBucket(3, SECOND);
    expect(bucket.take(0)).toBe(0);
    expect(bucket.take(10)).toBe(0);
    expect(bucket.take(20)).toBe(0);
    expect(bucket.take(30)).toBe(SECOND - 30);
    expect(bucket.take(SECOND - 1)).toBe(1);
    // What was dropped took no place: this one follows on the first.
    expect(bucket.take(SECOND)).toBe(0);
    expect(bucket.take(SECOND)).toBe(10);
    expect(bucket.take(SECOND + 10)).toBe(0);
  });

  it("lets no more than its limit pass in any span of its length", () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 300_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), pauses, (limit, steps) => {
        const bucket = new LeakyBucket(limit, SECOND);
        const passed: number[] = [];
        let at = 0;
        for (const step of steps) {
          at += step;
          if (bucket.take(at) === 0) passed.push(at);
        }
        for (const [index, time] of passed.entries()) {
          const next = passed[index + limit];
          if (next !== undefined) expect(next - time).toBeGreaterThanOrEqual(SECOND);
        }
      }),
    );
  });
});

describe("a limit", () => {
  it.each([
    { rate: 0, perMs: 1_000 },
    { rate: 1.5, perMs: 1_000 },
    { rate: 1, perMs: -1 },
    { rate: 1, perMs: 1_000, burst: 0 },
    { rate: 1, perMs: Number.NaN },
    { rate: 1, perMs: 2 ** 40, burst: 2 ** 20 },
  ])("that can't be kept is refused: %o", (limit) => {
    expect(() => ruleOf(limit, "limits.user")).toThrow(/^limits\.user/);
  });

  it("is shared by nodes so that all of them together pass no more", () => {
    const rule = ruleOf({ rate: 100, perMs: 1_000, burst: 31 }, "a limit");
    expect(shareOf(rule, 3)).toEqual({ rate: 100, perUs: 3 * SECOND, burst: 10 });
    expect(shareOf(rule, 50)).toEqual({ rate: 100, perUs: 50 * SECOND, burst: 1 });
    expect(shareOf(rule, 0)).toEqual(rule);
  });
});
