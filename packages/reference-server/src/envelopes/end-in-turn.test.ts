import { ManualClock } from "@volley/protocol/internal";
import { expect, it } from "vitest";
import { endInTurn } from "./end-in-turn.js";

function sessionsOf(count: number, { stays = false } = {}) {
  const there = new Set<{ leave(): void }>();
  let asked = 0;
  for (let n = 0; n < count; n++) {
    const session = {
      leave: () => {
        asked++;
        if (!stays) there.delete(session);
      },
    };
    there.add(session);
  }
  return { all: () => [...there], asked: () => asked };
}

it("ends so many per second, all of them", async () => {
  const clock = new ManualClock();
  const sessions = sessionsOf(25);
  const over = endInTurn(sessions.all, { clock, perSecond: 10, withinMs: 60_000 });
  await clock.advance(999);
  expect(sessions.asked()).toBe(10);
  await clock.advance(1_500);
  expect(sessions.asked()).toBe(25);
  await over;
});

it("asks each once, and waits for those that stay no longer than it may", async () => {
  const clock = new ManualClock();
  const sessions = sessionsOf(3, { stays: true });
  let isOver = false;
  const over = endInTurn(sessions.all, { clock, perSecond: 100, withinMs: 2_000 }).then(() => (isOver = true));
  await clock.advance(1_900);
  expect([sessions.asked(), isOver]).toEqual([3, false]);
  await clock.advance(200);
  await over;
  expect(sessions.asked()).toBe(3);
});
