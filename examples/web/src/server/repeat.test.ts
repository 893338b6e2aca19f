import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { repeat } from "./repeat.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("runs a task again after each end, also after a failure, until it is stopped", async () => {
  const errors: unknown[] = [];
  let runs = 0;
  const stop = repeat(
    async () => {
      runs += 1;
      if (runs === 2) throw new Error("second");
    },
    { everyMs: 1_000, onError: (reason) => errors.push(reason) },
  );
  await vi.advanceTimersByTimeAsync(3_500);
  expect(runs).toBe(3);
  expect(errors).toEqual([new Error("second")]);
  stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(runs).toBe(3);
});

it("never runs a task beside itself", async () => {
  let running = 0;
  let most = 0;
  const stop = repeat(
    async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      running -= 1;
    },
    { everyMs: 1_000, onError: () => {} },
  );
  await vi.advanceTimersByTimeAsync(20_000);
  expect(most).toBe(1);
  stop();
});
