import { ManualClock, systemError } from "@volley/protocol/internal";
import { beforeEach, describe, expect, it } from "vitest";
import { FlushScheduler } from "../base/flush-scheduler.js";
import { unsubscribe } from "../base/unsubscribe.js";
import { KeptSession } from "./kept-session.js";
import { MemoryResumeHub, MemoryResumeStore } from "./memory-resume-store.js";
import { RecordKeeper } from "./record-keeper.js";
import type { Lost, ResumeStore, SessionClaim } from "./resume-store.js";

const GRACE_MS = 60_000;
let clock: ManualClock;
let hub: MemoryResumeHub;
beforeEach(() => {
  clock = new ManualClock();
  hub = new MemoryResumeHub(clock);
});

const claimOf = (token: string, next: string): SessionClaim => ({
  ...{ session: "s1", token, next, uid: "ann", ttlMs: GRACE_MS },
});

/** A node that keeps sessions. `fails` makes its claims fail: before they are made, or after, when the answer is lost. */
function node(name: string) {
  const store = new MemoryResumeStore({ hub, node: name, leaseMs: 1_000 });
  const ports: { fails: "before" | "after" | undefined } = { fails: undefined };
  const failing: ResumeStore = {
    leaseMs: store.leaseMs,
    write: (write) => store.write(write),
    renew: (held) => store.renew(held),
    end: (held, force) => store.end(held, force),
    holder: (session) => store.holder(session),
    claim: async (claim) => {
      if (ports.fails === "before") throw systemError("UNAVAILABLE", "away");
      const answer = await store.claim(claim);
      if (ports.fails === "after") throw systemError("UNAVAILABLE", "away");
      return answer;
    },
  };
  const lost: Lost[] = [];
  const keeper = new RecordKeeper({
    node: name,
    store: failing,
    clock,
    scheduler: new FlushScheduler(),
    bus: { onChange: () => unsubscribe(() => {}) },
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    graceMs: GRACE_MS,
    cluster: true,
    onLost: (_, why) => lost.push(why),
  });
  const keep = async (generation: number, token: string): Promise<KeptSession> => {
    const record = { uid: "ann", data: {}, tags: [], groups: [], version: 1 };
    const session = { id: "s1", record, close: () => {}, release: () => {} };
    const kept = new KeptSession(session, { endsAt: 1_000_000, generation, token, confirmed: true });
    keeper.add(kept);
    await keeper.write(kept);
    return kept;
  };
  return { keeper, keep, lost, ports };
}

describe("a node that can't know what became of its claims", () => {
  it("never takes a session back by them that went on elsewhere", async () => {
    const [a, b] = [node("a"), node("b")];
    const stale = await a.keep(1, "t1");
    expect((await b.keeper.claim(claimOf("t1", "t2"))).answer.type).toBe("claimed");
    a.ports.fails = "before";
    for (let times = 0; times < 3; times++) await expect(a.keeper.claim(claimOf("t2", "x"))).rejects.toThrow("away");
    await a.keeper.write(stale);
    expect(a.lost).toEqual(["elsewhere"]);
    // Its client still goes on, with the token that it has.
    a.ports.fails = undefined;
    expect((await b.keeper.claim(claimOf("t2", "t3"))).answer.type).toBe("claimed");
    await Promise.all([a.keeper.close(), b.keeper.close()]);
  });

  it("lets the stay that it has go when the session comes back from elsewhere", async () => {
    const [a, b] = [node("a"), node("b")];
    const stale = await a.keep(1, "t1");
    await b.keeper.claim(claimOf("t1", "t2"));
    a.ports.fails = "before";
    for (let times = 0; times < 3; times++) await expect(a.keeper.claim(claimOf("t2", "x"))).rejects.toThrow("away");
    a.ports.fails = undefined;
    const { answer, kept } = await a.keeper.claim(claimOf("t2", "t3"));
    expect(kept).toBeUndefined();
    expect(answer).toMatchObject({ type: "claimed" });
    expect(answer.type === "claimed" && answer.generation > stale.generation).toBe(true);
    await Promise.all([a.keeper.close(), b.keeper.close()]);
  });

  it("keeps a session whose claim was made, though the answer was lost", async () => {
    const a = node("a");
    const kept = await a.keep(1, "t1");
    for (const next of ["t2", "t3"]) {
      a.ports.fails = "after";
      await expect(a.keeper.claim(claimOf("t1", next))).rejects.toThrow("away");
      a.ports.fails = undefined;
      await a.keeper.write(kept);
      expect(a.lost).toEqual([]);
    }
    expect((await a.keeper.claim(claimOf("t1", "t4"))).kept).toBe(kept);
    await a.keeper.close();
  });
});
