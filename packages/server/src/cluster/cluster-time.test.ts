import { ManualClock } from "@volley/protocol/internal";
import { expect, it } from "vitest";
import { nextOffset, SampledTime } from "./cluster-time.js";

const hour = 3_600_000;

it("tells the store's time, whatever the own wall clock says", async () => {
  const clock = new ManualClock({ startedAt: 10 * hour });
  const time = new SampledTime(clock);
  expect(time.now()).toBe(10 * hour);
  await clock.advance(100);
  time.sample({ askedAt: 80, answeredAt: 100, time: 5 * hour });
  expect(time.now()).toBe(5 * hour + 10);
  await clock.advance(1_000);
  expect(time.now()).toBe(5 * hour + 1_010);
});

it("goes by a fast answer rather than by a slow one", () => {
  const fast = nextOffset(undefined, { askedAt: 0, answeredAt: 2, time: hour });
  expect(fast.offset).toBe(hour - 1);
  expect(nextOffset(fast, { askedAt: 1_000, answeredAt: 1_400, time: hour + 1_390 })).toBe(fast);
  const slow = nextOffset(undefined, { askedAt: 0, answeredAt: 400, time: hour });
  expect(nextOffset(slow, { askedAt: 1_000, answeredAt: 1_002, time: hour + 900 }).offset).toBe(hour - 101);
});

it("doesn't go by an old answer for ever, as clocks drift", () => {
  const old = nextOffset(undefined, { askedAt: 0, answeredAt: 2, time: hour });
  const drifted = { askedAt: hour, answeredAt: hour + 20, time: 2 * hour + 40 };
  expect(nextOffset(old, drifted).offset).toBe(hour + 30);
});

it("follows a store whose clock was set, even if the answer is slow", () => {
  const before = nextOffset(undefined, { askedAt: 0, answeredAt: 2, time: hour });
  const after = { askedAt: 1_000, answeredAt: 1_800, time: 3 * hour };
  expect(nextOffset(before, after).offset).toBe(3 * hour - 1_400);
});
