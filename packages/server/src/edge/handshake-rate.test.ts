import { ManualClock } from "@volley/protocol/internal";
import { expect, it } from "vitest";
import { HandshakeRateLimit } from "./handshake-rate.js";
import { ReturnTimes } from "./return-times.js";

const clock = new ManualClock();
const limitOf = (rate: number, burst = rate): HandshakeRateLimit =>
  new HandshakeRateLimit({ rate, perUs: 1_000_000, burst }, clock);

it("lets a burst through, and then exactly the rate", async () => {
  const limit = limitOf(10, 5);
  const take = (times: number): number =>
    Array.from({ length: times }, () => limit.take("a")).filter((ms) => ms === 0).length;
  expect(take(20)).toBe(5);
  expect(limit.take("a")).toBe(100);
  let taken = 0;
  for (let step = 0; step < 200; step++) {
    await clock.advance(50);
    taken += take(3);
  }
  expect(taken).toBe(100);
  await clock.advance(60_000);
  expect(take(20)).toBe(5);
});

it("counts each key for itself", () => {
  const limit = limitOf(1);
  expect([limit.take("a"), limit.take("b")]).toEqual([0, 0]);
  expect(limit.take("a")).toBe(1_000);
});

it("remembers 10,000 keys, however many there are, and those longest that came last", () => {
  const limit = limitOf(1);
  for (let n = 0; n < 100_000; n++) limit.take(`${n}`);
  expect(limit.size).toBeLessThanOrEqual(10_000);
  expect(limit.take("99999")).toBeGreaterThan(0);
});

it("forgets keys that owe nothing, a hundred or so at a time", async () => {
  const limit = limitOf(1);
  for (let n = 0; n < 10_000; n++) limit.take(`${n}`);
  await clock.advance(2_000);
  limit.take("new");
  expect(limit.size).toBeLessThan(9_950);
});

it("sends refused clients back one after another, within half a minute", async () => {
  const returns = new ReturnTimes({ rate: 100, perUs: 1_000_000, burst: 1 }, clock);
  expect([returns.next(), returns.next(), returns.next()]).toEqual([10, 20, 30]);
  await clock.advance(1_000);
  expect(returns.next()).toBe(10);
  const all = Array.from({ length: 10_000 }, () => returns.next());
  expect(Math.max(...all)).toBeLessThanOrEqual(30_000);
});
