import { ManualClock } from "@volley/protocol/internal";
import { expect, it } from "vitest";
import { Heartbeat } from "./heartbeat.js";

function beating(beat: () => Promise<void>) {
  const clock = new ManualClock();
  const heartbeat = new Heartbeat({ clock, periodMs: 100, retryMs: 10, beat });
  heartbeat.start();
  return { clock, heartbeat };
}

it("repeats its work every period, and sooner after a failure", async () => {
  const times: number[] = [];
  const { clock } = beating(async () => {
    times.push(clock.monotonic());
    if (times.length === 2) throw new Error("once");
  });
  await clock.advance(330);
  expect(times).toEqual([100, 200, 210, 310]);
});

it("beats once more, however often it is asked while it beats", async () => {
  const ends: (() => void)[] = [];
  const { heartbeat } = beating(() => new Promise((resolve) => ends.push(resolve)));
  const first = heartbeat.now();
  const asked = [heartbeat.now(), heartbeat.now()];
  expect(ends.length).toBe(1);
  ends[0]?.();
  await first;
  await Promise.resolve();
  expect(ends.length).toBe(2);
  ends[1]?.();
  await Promise.all(asked);
  expect(ends.length).toBe(2);
});

it("tells who asked that the beat failed, and beats for those who came later", async () => {
  let count = 0;
  const { heartbeat } = beating(async () => {
    await Promise.resolve();
    if (++count === 1) throw new Error("no");
  });
  const first = heartbeat.now();
  const second = heartbeat.now();
  await expect(first).rejects.toThrow("no");
  await second;
  expect(count).toBe(2);
});

it("ends with the beat under way, and leaves no timer", async () => {
  const ends: (() => void)[] = [];
  const { clock, heartbeat } = beating(() => new Promise((resolve) => ends.push(resolve)));
  const beat = heartbeat.now();
  const again = heartbeat.now();
  let stopped = false;
  const stopping = heartbeat.stop().then(() => {
    stopped = true;
  });
  await Promise.resolve();
  expect(stopped).toBe(false);
  ends[0]?.();
  await Promise.all([beat, again, stopping]);
  await heartbeat.now();
  expect(ends.length).toBe(1);
  expect(clock.pending).toBe(0);
});
