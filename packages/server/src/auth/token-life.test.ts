import { ManualClock } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { askAfterMs, TokenLife } from "./token-life.js";

function start(lifeMs: number, random = 0.5) {
  const clock = new ManualClock();
  const heard: string[] = [];
  const startedAt = clock.now();
  const say = (what: string): void => void heard.push(`${clock.now() - startedAt} ${what}`);
  const life = new TokenLife(startedAt + lifeMs, {
    ...{ clock, random: () => random, graceMs: 25_000 },
    ask: (withinMs) => say(`ask ${withinMs}`),
    over: () => say("over"),
  });
  return { clock, life, heard };
}

describe("the life of a token", () => {
  it("asks for a fresh one after 80 % of it, a tenth more or less, and is over a grace after its end", async () => {
    for (const [random, at] of [
      [0, 70_000],
      [0.5, 80_000],
      [1, 90_000],
    ] as const) {
      const { clock, heard } = start(100_000, random);
      await clock.advance(200_000);
      expect(heard).toEqual([`${at} ask ${125_000 - at}`, "125000 over"]);
      expect(clock.pending).toBe(0);
    }
    expect(askAfterMs(100_000, 0.25)).toBe(75_000);
  });

  it("may last for longer than timers can", async () => {
    const year = 365 * 86_400_000;
    const { clock, heard } = start(year);
    await clock.advance(year + 25_000);
    expect(heard).toEqual([`${year * 0.8} ask ${year * 0.2 + 25_000}`, `${year + 25_000} over`]);
  });

  it("doesn't ask again and again for tokens that seem to be over when they come", async () => {
    const { clock, heard } = start(-20_000);
    await clock.advance(999);
    expect(heard).toEqual([]);
    await clock.advance(10_000);
    expect(heard).toEqual(["1000 ask 4000", "5000 over"]);
  });

  it("is over without a question when the grace is over, too", async () => {
    const { clock, heard } = start(-30_000);
    await clock.advance(0);
    expect(heard).toEqual(["0 over"]);
  });

  it("says nothing more when it was stopped", async () => {
    for (const stopAt of [0, 90_000]) {
      const { clock, life, heard } = start(100_000);
      await clock.advance(stopAt);
      life.stop();
      expect(clock.pending).toBe(0);
      await clock.advance(200_000);
      expect(heard).toHaveLength(stopAt === 0 ? 0 : 1);
    }
  });
});
