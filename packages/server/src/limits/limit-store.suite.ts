import { expect, it } from "vitest";
import type { LimitStore } from "./limit-store.js";
import { ruleOf } from "./rule.js";

/** A store with nothing in it, and what a test does to its world. */
export interface LimitWorld {
  readonly store: LimitStore;
  pass(ms: number): Promise<void>;
  /** Counts the allowances that are not whole. */
  size(): Promise<number>;
}

// So slow that nothing comes back while a test runs.
const slow = ruleOf({ rate: 1, perMs: 3_600_000, burst: 20 }, "a limit");

/** What every store of allowances does. */
export function describeLimitStore(makeWorld: () => Promise<LimitWorld> | LimitWorld): void {
  it("lets exactly the burst pass of what comes at once", async () => {
    const { store } = await makeWorld();
    const answers = await Promise.all(Array.from({ length: 500 }, () => store.take("k", slow)));
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(20);
    expect(answers.slice(0, 20).map(({ remaining }) => remaining)).toEqual(
      Array.from({ length: 20 }, (_, n) => 19 - n),
    );
  });

  it("counts each key for itself", async () => {
    const { store } = await makeWorld();
    const one = ruleOf({ rate: 1, perMs: 3_600_000 }, "a limit");
    expect((await store.take("a", one)).allowed).toBe(true);
    expect((await store.take("b", one)).allowed).toBe(true);
    expect((await store.take("a", one)).allowed).toBe(false);
  });

  it("takes several at once or none of them", async () => {
    const { store } = await makeWorld();
    expect(await store.take("k", slow, 15)).toEqual({ allowed: true, remaining: 5, retryAfterUs: 0 });
    expect(await store.take("k", slow, 6)).toMatchObject({ allowed: false, remaining: 5 });
    expect(await store.take("k", slow, 5)).toMatchObject({ allowed: true, remaining: 0 });
  });

  it("takes what costs more than a burst as a whole burst", async () => {
    const { store } = await makeWorld();
    expect(await store.take("k", slow, 1_000)).toMatchObject({ allowed: true, remaining: 0 });
  });

  it("says when to come back, and lets pass who does", async () => {
    const { store, pass } = await makeWorld();
    const rule = ruleOf({ rate: 10, perMs: 1_000, burst: 2 }, "a limit");
    await store.take("k", rule, 2);
    const refused = await store.take("k", rule);
    expect(refused.allowed).toBe(false);
    expect(refused.retryAfterUs).toBeGreaterThan(0);
    expect(refused.retryAfterUs).toBeLessThanOrEqual(100_000);
    await pass(Math.ceil(refused.retryAfterUs / 1_000) + 1);
    expect(await store.take("k", rule)).toMatchObject({ allowed: true });
  });

  it("gives no second burst at the edge of a window", async () => {
    const { store, pass } = await makeWorld();
    const rule = ruleOf({ rate: 20, perMs: 60_000, burst: 20 }, "a limit");
    await store.take("k", rule, 20);
    await pass(50);
    expect(await store.take("k", rule)).toMatchObject({ allowed: false });
  });

  it("forgets an allowance that is whole again", async () => {
    const { store, pass, size } = await makeWorld();
    await store.take("k", ruleOf({ rate: 100, perMs: 1_000 }, "a limit"));
    await pass(25);
    await store.take("other", slow);
    expect(await size()).toBe(1);
  });
}
