import { Deadlines, ManualClock, systemError } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { Tasks } from "../base/tasks.js";
import { LeftSessions } from "./left-sessions.js";

const LOOK_MS = 2_000;

/** The node "dead" is gone; here one wants to know of its sessions. */
function leave(sessions: readonly string[]) {
  const clock = new ManualClock();
  const holders = new Map<string, string>();
  const alive = new Set(["b"]);
  const wanted = new Set(sessions);
  const told: string[] = [];
  const fault = { on: false };
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const left = new LeftSessions({
    store: {
      holder: async (session) => {
        if (fault.on) throw systemError("UNAVAILABLE", "Redis is away");
        return holders.get(session);
      },
    },
    isAlive: (node) => alive.has(node),
    deadlines: new Deadlines(clock),
    tasks: new Tasks(logger),
    wanted: (node) => (node === "dead" ? [...wanted] : []),
    goesOn: (session, { to }) => {
      wanted.delete(session);
      told.push(`${session} goes on on ${to}`);
    },
    ended: (session) => {
      wanted.delete(session);
      told.push(`${session} is over`);
    },
  });
  for (const session of sessions) holders.set(session, "dead");
  return { left, clock, holders, alive, told, fault };
}

describe("the sessions of a node that is gone", () => {
  it("are over at once if nothing is kept of them", async () => {
    const { left, clock, holders, told } = leave(["s1", "s2"]);
    holders.clear();
    left.nodeLeft("dead");
    await clock.advance(0);
    expect(told).toEqual(["s1 is over", "s2 is over"]);
  });

  it("are looked for until they go on elsewhere, or their time is over", async () => {
    const { left, clock, holders, told } = leave(["s1", "s2"]);
    left.nodeLeft("dead");
    await clock.advance(10 * LOOK_MS);
    expect(told).toEqual([]);
    holders.set("s1", "b");
    await clock.advance(LOOK_MS);
    expect(told).toEqual(["s1 goes on on b"]);
    holders.delete("s2");
    await clock.advance(LOOK_MS);
    expect(told).toEqual(["s1 goes on on b", "s2 is over"]);
    expect(clock.pending).toBe(0);
  });

  it("aren't over while Redis can't be asked, nor on a node that is gone as well", async () => {
    const { left, clock, holders, alive, told, fault } = leave(["s1"]);
    fault.on = true;
    left.nodeLeft("dead");
    await clock.advance(LOOK_MS);
    fault.on = false;
    holders.set("s1", "c");
    await clock.advance(LOOK_MS);
    expect(told).toEqual([]);
    alive.add("c");
    await clock.advance(LOOK_MS);
    expect(told).toEqual(["s1 goes on on c"]);
  });

  it("go on where they were if it was only silent", async () => {
    const { left, clock, alive, told } = leave(["s1"]);
    left.nodeLeft("dead");
    await clock.advance(0);
    alive.add("dead");
    await clock.advance(LOOK_MS);
    expect(told).toEqual(["s1 goes on on dead"]);
    expect(clock.pending).toBe(0);
  });
});

describe("a session that a living node doesn't have any more", () => {
  it("goes on where the store says", async () => {
    const { left, clock, holders, told } = leave(["s1"]);
    holders.set("s1", "b");
    left.sessionLeft("s1", "dead");
    await clock.advance(0);
    expect(told).toEqual(["s1 goes on on b"]);
    expect(clock.pending).toBe(0);
  });

  it("is over if nothing is stored of it", async () => {
    const { left, clock, holders, told } = leave(["s1"]);
    holders.clear();
    left.sessionLeft("s1", "dead");
    await clock.advance(0);
    expect(told).toEqual(["s1 is over"]);
  });

  it("is asked for there again while the store says that it is there, or nothing", async () => {
    for (const on of [true, false]) {
      const { left, clock, told, fault } = leave(["s1"]);
      fault.on = on;
      left.sessionLeft("s1", "dead");
      await clock.advance(0);
      expect(told).toEqual([]);
      await clock.advance(LOOK_MS);
      expect(told).toEqual(["s1 goes on on dead"]);
      expect(clock.pending).toBe(0);
    }
  });
});
