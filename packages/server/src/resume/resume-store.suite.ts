import { beforeEach, expect, it } from "vitest";
import type { ClaimAnswer, HeldSession, ResumeStore, SessionClaim, SessionWrite } from "./resume-store.js";

/** Stores of nodes that share what is in them. */
export interface ResumeWorld {
  store(node: string): ResumeStore;
  /** Lets the store's clock go on by at least this. */
  pass(ms: number): Promise<void>;
  /** Counts what is kept. */
  size(): Promise<number>;
  lose(): Promise<void>;
}

const LONG_MS = 60_000;
const held = (generation = 1, more: Partial<HeldSession> = {}): HeldSession => ({
  ...{ session: "s1", generation, ttlMs: LONG_MS },
  ...more,
});
const write = (more: Partial<SessionWrite> = {}): SessionWrite => ({
  ...{ ...held(), token: "t1", confirmed: true, uid: "ann", record: "r1", leftMs: 1_000 * LONG_MS },
  ...more,
});
const claim = (token: string, next: string, more: Partial<SessionClaim> = {}): SessionClaim => ({
  ...{ session: "s1", token, next, uid: "ann", ttlMs: LONG_MS },
  ...more,
});

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** What keeping sessions does on every store. */
export function resumeStoreSuite(make: () => ResumeWorld): void {
  let present: ResumeWorld;
  const world = (): ResumeWorld => present;
  beforeEach(() => {
    present = make();
  });

  it("gives a session to whoever has its token, with what was written last", async () => {
    const [a, b] = [world().store("a"), world().store("b")];
    expect(await a.write(write())).toBe("written");
    expect(await a.write(write({ record: "r2" }))).toBe("written");
    expect(await b.claim(claim("t1", "t2"))).toEqual({
      ...{ type: "claimed", generation: 2, from: { node: "a", generation: 1 }, record: "r2" },
      leftMs: expect.any(Number),
    });
    expect(await a.holder("s1")).toBe("b");
  });

  it("says expired for what it doesn't know, and changes nothing", async () => {
    const a = world().store("a");
    await a.write(write());
    expect(await a.claim(claim("wrong", "t2"))).toEqual({ type: "expired" });
    expect(await a.claim(claim("t1", "t2", { session: "s2" }))).toEqual({ type: "expired" });
    expect(await a.claim(claim("t1", "t2"))).toMatchObject({ type: "claimed", generation: 2 });
    expect(await a.holder("s2")).toBeUndefined();
  });

  it("keeps a session for its user alone, and nobody's for nobody", async () => {
    const a = world().store("a");
    await a.write(write());
    await a.write(write({ session: "s2", uid: undefined }));
    expect(await a.claim(claim("t1", "t2", { uid: "bob" }))).toEqual({ type: "identity" });
    expect(await a.claim(claim("t1", "t2", { uid: undefined }))).toEqual({ type: "identity" });
    expect(await a.claim(claim("t1", "t2", { session: "s2" }))).toEqual({ type: "identity" });
    expect(await a.claim(claim("t1", "t2"))).toMatchObject({ type: "claimed" });
    expect(await a.claim(claim("t1", "t2", { session: "s2", uid: undefined }))).toMatchObject({ type: "claimed" });
  });

  it("takes the token before once more while nobody has used the new one: the answer may have been lost", async () => {
    const a = world().store("a");
    await a.write(write());
    for (const [n, next] of ["t2", "t3", "t4"].entries()) {
      expect(await a.claim(claim("t1", next))).toMatchObject({ type: "claimed", generation: n + 2 });
    }
    await a.write(write({ generation: 4, token: "t4" }));
    expect(await a.claim(claim("t4", "t5"))).toMatchObject({ type: "claimed", generation: 5 });
  });

  it("ends a session whose used-up token comes back, and remembers that for its node", async () => {
    const [a, b] = [world().store("a"), world().store("b")];
    await a.write(write());
    await a.claim(claim("t1", "t2"));
    await a.write(write({ generation: 2, token: "t2" }));
    expect(await b.claim(claim("t1", "t9"))).toEqual({ type: "revoked", node: "a", uid: "ann" });
    for (const token of ["t1", "t2"]) expect(await b.claim(claim(token, "t9"))).toMatchObject({ type: "revoked" });
    expect(await b.claim(claim("t9", "t10"))).toEqual({ type: "expired" });
    expect(await a.renew(held(2))).toBe("revoked");
    expect(await a.write(write({ generation: 2, token: "t2" }))).toBe("revoked");
    expect(await a.holder("s1")).toBeUndefined();
  });

  it("counts a token as used up that was replaced before anybody used it", async () => {
    const a = world().store("a");
    await a.write(write());
    await a.claim(claim("t1", "t2"));
    await a.claim(claim("t1", "t3"));
    expect(await a.claim(claim("t2", "t4"))).toMatchObject({ type: "revoked" });
  });

  it("remembers the last eight used-up tokens", async () => {
    const a = world().store("a");
    await a.write(write({ token: "t0" }));
    for (let n = 1; n <= 9; n++) {
      await a.claim(claim(`t${n - 1}`, `t${n}`));
      await a.write(write({ generation: n + 1, token: `t${n}` }));
    }
    expect(await a.claim(claim("t0", "x"))).toEqual({ type: "expired" });
    expect(await a.claim(claim("t1", "x"))).toMatchObject({ type: "revoked" });
  });

  it("raises no false alarm in 1,000 lives with lost answers, and misses no reuse of a used-up token", async () => {
    const stores = ["a", "b", "c"].map((node) => world().store(node));
    const wrong: string[] = [];
    const live = async (seed: number): Promise<void> => {
      const roll = dice(seed);
      const session = `s${seed}`;
      let made = 0;
      let [token, generation] = [`${seed}-0`, 1];
      const usedUp: string[] = [];
      const on = () => stores[roll(stores.length)] as ResumeStore;
      await stores[0]?.write(write({ session, token }));
      for (let step = 1 + roll(12); step > 0; step--) {
        const store = on();
        const next = `${seed}-${++made}`;
        const answer: ClaimAnswer = await store.claim(claim(token, next, { session }));
        if (answer.type !== "claimed" || answer.generation <= generation) {
          wrong.push(`${seed}: ${answer.type} at step ${step}`);
          return;
        }
        generation = answer.generation;
        // The answer gets lost: the client comes again with what it has, and what it never got is used up.
        if (roll(3) === 0) {
          if (roll(2) === 0) await store.write(write({ session, generation, token: next, confirmed: false }));
          continue;
        }
        usedUp.push(token);
        await store.write(write({ session, generation, token: next }));
        token = next;
      }
      const stolen = usedUp.at(-1);
      if (stolen === undefined) return;
      const caught = await on().claim(claim(stolen, "thief", { session, uid: roll(2) === 0 ? "thief" : "ann" }));
      if (caught.type !== "revoked") wrong.push(`${seed}: a used-up token is ${caught.type}`);
    };
    for (let at = 0; at < 1_000; at += 100) {
      await Promise.all(Array.from({ length: 100 }, (_, n) => live(at + n)));
    }
    expect(wrong).toEqual([]);
  });

  it("lets one of two claims at once win: the other's generation is older", async () => {
    const [a, b] = [world().store("a"), world().store("b")];
    await a.write(write());
    const answers = await Promise.all([a.claim(claim("t1", "t2")), b.claim(claim("t1", "t3"))]);
    const generations = answers.map((answer) => (answer.type === "claimed" ? answer.generation : 0));
    expect(generations.toSorted()).toEqual([2, 3]);
    const [winner, loser] = (generations[0] ?? 0) > (generations[1] ?? 0) ? [a, b] : [b, a];
    expect(await loser.renew(held(2))).toBe("elsewhere");
    expect(await winner.renew(held(3))).toBe("renewed");
  });

  it("refuses what a node says of a session that goes on elsewhere", async () => {
    const [a, b] = [world().store("a"), world().store("b")];
    await a.write(write());
    await b.claim(claim("t1", "t2"));
    expect(await a.write(write({ record: "late" }))).toBe("elsewhere");
    expect(await a.renew(held())).toBe("elsewhere");
    expect(await a.end(held())).toBe("elsewhere");
    expect(await a.end(held(2))).toBe("elsewhere");
    expect(await b.claim(claim("t2", "t3"))).toMatchObject({ record: "r1" });
  });

  it("lets a session come back to a node it was on, whose older words still count for nothing", async () => {
    const [a, b] = [world().store("a"), world().store("b")];
    await a.write(write());
    await b.claim(claim("t1", "t2"));
    await a.claim(claim("t2", "t3"));
    expect(await a.end(held(1))).toBe("elsewhere");
    expect(await a.write(write({ generation: 1 }))).toBe("elsewhere");
    expect(await b.end(held(2))).toBe("elsewhere");
    expect(await a.renew(held(3))).toBe("renewed");
  });

  it("lets nobody write a session again that ended on another node", async () => {
    const [a, b] = [world().store("a"), world().store("b")];
    await a.write(write());
    await b.claim(claim("t1", "t2"));
    expect(await b.end(held(2))).toBe("ended");
    expect(await a.write(write())).toBe("ended");
    expect(await a.claim(claim("t2", "t3"))).toEqual({ type: "expired" });
    await a.write(write({ session: "s2" }));
    expect(await b.end(held(0, { session: "s2" }), true)).toBe("ended");
    expect(await a.renew(held(1, { session: "s2" }))).toBe("ended");
  });

  it("keeps nothing of a session that ended where it began", async () => {
    const { store, size } = world();
    const a = store("a");
    await a.write(write());
    expect(await a.end(held())).toBe("ended");
    expect(await a.end(held())).toBe("ended");
    expect(await size()).toBe(0);
  });

  it("takes a session from its node again when everything was lost", async () => {
    const { store, lose } = world();
    const [a, b] = [store("a"), store("b")];
    await a.write(write());
    await lose();
    expect(await a.renew(held())).toBe("missing");
    expect(await b.claim(claim("t1", "t2"))).toEqual({ type: "expired" });
    expect(await a.write(write({ record: "again" }))).toBe("written");
    expect(await b.claim(claim("t1", "t2"))).toMatchObject({ type: "claimed", record: "again" });
  });

  it("takes a session from its node again when the last claim was lost", async () => {
    const a = world().store("a");
    await a.write(write());
    expect(await a.renew(held(2))).toBe("missing");
    expect(await a.write(write({ generation: 2, token: "t2" }))).toBe("written");
    expect(await a.claim(claim("t2", "t3"))).toMatchObject({ generation: 3 });
  });

  it("raises no alarm when a node never heard of its own claim, and went on as before", async () => {
    const a = world().store("a");
    await a.write(write());
    await a.claim(claim("t1", "t2"));
    expect(await a.write(write({ generation: 2 }))).toBe("written");
    expect(await a.claim(claim("t1", "t3"))).toMatchObject({ type: "claimed", generation: 3 });
    expect(await a.claim(claim("t1", "t4"))).toMatchObject({ type: "claimed", generation: 4 });
    await a.write(write({ generation: 4, token: "t4" }));
    expect(await a.claim(claim("t4", "t5"))).toMatchObject({ type: "claimed", generation: 5 });
  });

  it("forgets a session that nobody renews", async () => {
    const { store, pass, size } = world();
    const a = store("a");
    await a.write(write({ ttlMs: 150 }));
    await a.write(write({ session: "s2", ttlMs: 150 }));
    expect(await a.renew(held(1, { session: "s2" }))).toBe("renewed");
    await pass(151);
    expect(await a.claim(claim("t1", "t2"))).toEqual({ type: "expired" });
    expect(await a.claim(claim("t1", "t2", { session: "s2" }))).toMatchObject({ type: "claimed" });
    await a.write(write({ session: "s2", generation: 2, ttlMs: 100 }));
    await pass(101);
    expect(await size()).toBe(0);
  });

  it("keeps a session until its last moment at most, whatever is written later", async () => {
    const { store, pass } = world();
    const a = store("a");
    await a.write(write({ leftMs: 200 }));
    const first = await a.claim(claim("t1", "t2"));
    expect(first.type === "claimed" ? first.leftMs : undefined).toBeLessThanOrEqual(200);
    await a.write(write({ generation: 2, token: "t2", leftMs: LONG_MS }));
    await a.renew(held(2));
    await pass(201);
    expect(await a.claim(claim("t2", "t3"))).toEqual({ type: "expired" });
  });
}
