import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Deadlines } from "./deadlines.js";
import { ManualClock } from "./manual-clock.js";

describe("Deadlines", () => {
  it("runs each entry when its time has come, not before", async () => {
    const clock = new ManualClock();
    const deadlines = new Deadlines(clock);
    const ran: string[] = [];
    deadlines.add(100, () => ran.push("a"));
    await clock.advance(50);
    deadlines.add(100, () => ran.push("b"));
    await clock.advance(49);
    expect(ran).toEqual([]);
    await clock.advance(1);
    expect(ran).toEqual(["a"]);
    await clock.advance(50);
    expect(ran).toEqual(["a", "b"]);
  });

  it("needs one timer for many entries of one duration", () => {
    const clock = new ManualClock();
    const deadlines = new Deadlines(clock);
    for (let n = 0; n < 1_000; n++) deadlines.add(100, () => {});
    expect(clock.pending).toBe(1);
    deadlines.clear();
    expect(clock.pending).toBe(0);
  });

  it("never runs a cancelled entry, and leaves no timer behind in the end", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ afterMs: fc.nat(50), durationMs: fc.constantFrom(10, 20, 30), cancelled: fc.boolean() })),
        async (entries) => {
          const clock = new ManualClock();
          const deadlines = new Deadlines(clock);
          const late: number[] = [];
          for (const { afterMs, durationMs, cancelled } of entries) {
            await clock.advance(afterMs);
            const due = clock.monotonic() + durationMs;
            const cancel = deadlines.add(durationMs, () => late.push(cancelled ? Number.NaN : clock.monotonic() - due));
            if (cancelled) cancel();
          }
          await clock.advance(100);
          expect(late).toEqual(entries.filter(({ cancelled }) => !cancelled).map(() => 0));
          expect(clock.pending).toBe(0);
        },
      ),
      { numRuns: 30 },
    );
  });
});
