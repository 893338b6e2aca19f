import { ManualClock } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { Tally } from "../measure/tally.js";
import type { Plan } from "../schedule/plan.js";
import { Conductor, type Ended } from "./conductor.js";
import type { News, Order } from "./messages.js";

const names = { steps: ["a"], pushes: [] };
const interval = new Tally({ steps: 1, pushes: 0 }).take({ second: 0, connected: 1 });

/** A process that a test plays. */
class Played {
  readonly orders: Order["type"][] = [];
  isKilled = false;
  say: (news: News) => void = () => {};
  vanish: () => void = () => {};
  send = (order: Order): void => void this.orders.push(order.type);
  onMessage = (handler: (news: News) => void): void => {
    this.say = handler;
  };
  onGone = (handler: () => void): void => {
    this.vanish = handler;
  };
  kill = (): void => {
    this.isKilled = true;
  };
}

function conduct(processes: number) {
  const clock = new ManualClock();
  const played: Played[] = [];
  const heard: number[] = [];
  let prepared = 0;
  const conductor = new Conductor({
    ...{ plan: { processes } as Plan, scenario: "load.ts", clock },
    start: () => {
      const process = new Played();
      played.push(process);
      return process;
    },
    onPrepared: () => prepared++,
    onInterval: (process) => heard.push(process),
  });
  let ended: Ended | undefined;
  void conductor.run().then((how) => {
    ended = how;
  });
  const prepare = (): void => {
    for (const process of played) process.say({ type: "prepared", names });
  };
  return { clock, conductor, played, heard, prepare, prepared: () => prepared, ended: () => ended };
}

describe("Conductor", () => {
  it("starts the processes together, when all of them are prepared", async () => {
    const { clock, played, heard, prepared, ended } = conduct(2);
    played[0]?.say({ type: "prepared", names });
    expect([prepared(), played.map(({ orders }) => orders)]).toEqual([0, [["prepare"], ["prepare"]]]);
    played[1]?.say({ type: "prepared", names });
    expect(prepared()).toBe(1);
    for (const { orders } of played) expect(orders).toEqual(["prepare", "start"]);
    played[1]?.say({ type: "interval", interval });
    expect(heard).toEqual([1]);
    for (const process of played) process.say({ type: "done" });
    await clock.advance(0);
    expect(ended()).toEqual({ lost: 0 });
    expect(played.every(({ isKilled }) => isKilled)).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it("gives up with the words of a process that can't use the scenario", async () => {
    const { clock, played, ended } = conduct(2);
    played[1]?.say({ type: "refused", problem: "there is no file load.ts" });
    await clock.advance(0);
    expect(ended()).toMatchObject({ problem: "there is no file load.ts" });
    expect(played.every(({ isKilled }) => isKilled)).toBe(true);
    expect(clock.pending).toBe(0);
  });

  it("gives up when a process dies or hangs while it prepares", async () => {
    const dying = conduct(1);
    dying.played[0]?.vanish();
    const hanging = conduct(1);
    await hanging.clock.advance(60_000);
    await dying.clock.advance(0);
    for (const { ended } of [dying, hanging]) expect(ended()?.problem).toContain("while it loaded the scenario");
  });

  it("goes on without a process that died, and says so", async () => {
    const { clock, played, prepare, ended } = conduct(2);
    prepare();
    played[0]?.vanish();
    await clock.advance(0);
    expect(ended()).toBeUndefined();
    played[1]?.say({ type: "done" });
    await clock.advance(0);
    expect(ended()).toEqual({ lost: 1 });
  });

  it("doesn't wait for a process that has gone silent", async () => {
    const { clock, played, prepare, ended } = conduct(2);
    prepare();
    for (let second = 0; second < 60; second++) {
      await clock.advance(1_000);
      played[0]?.say({ type: "interval", interval });
    }
    played[0]?.say({ type: "done" });
    await clock.advance(0);
    expect(ended()).toEqual({ lost: 1 });
    expect(played[1]?.isKilled).toBe(true);
  });

  it("ends early in good order", async () => {
    const { clock, conductor, played, prepare, ended } = conduct(1);
    prepare();
    conductor.stop();
    expect(played[0]?.orders.at(-1)).toBe("stop");
    played[0]?.say({ type: "interval", interval });
    played[0]?.say({ type: "done" });
    await clock.advance(0);
    expect(ended()).toEqual({ lost: 0 });
  });

  it("ends at once when it is stopped before it began", async () => {
    const { clock, conductor, ended } = conduct(2);
    conductor.stop();
    await clock.advance(0);
    expect(ended()?.problem).toContain("before it began");
  });
});
