import { expect, it } from "vitest";
import type { RevocationStore } from "./revocation-store.js";

/** A store with nothing in it, and what a test does to its world. */
export interface RevocationWorld {
  readonly store: RevocationStore;
  pass(ms: number): Promise<void>;
  /** Counts what is kept: entries in memory, keys in Redis. */
  size(): Promise<number>;
  lose(): Promise<void>;
}

const LONG = 60_000;

/** What every store of revocations does. */
export function describeRevocationStore(makeWorld: () => RevocationWorld | Promise<RevocationWorld>): void {
  it("tells all that was revoked, by when, with its time", async () => {
    const { store, pass } = await makeWorld();
    expect(await store.read(0, LONG)).toMatchObject({ found: [], count: 0 });
    const first = await store.add("u:ann", LONG);
    await pass(10);
    const second = await store.add("t:id with blanks", LONG);
    expect(second).toBeGreaterThan(first);
    const { found, count, now } = await store.read(0, LONG);
    expect(found).toEqual([
      { name: "u:ann", at: first },
      { name: "t:id with blanks", at: second },
    ]);
    expect(count).toBe(2);
    expect(now).toBeGreaterThanOrEqual(second);
  });

  it("tells what is new since a time, that time included, and counts all", async () => {
    const { store, pass } = await makeWorld();
    await store.add("u:ann", LONG);
    await pass(10);
    const at = await store.add("u:bob", LONG);
    expect(await store.read(at, LONG)).toMatchObject({ found: [{ name: "u:bob", at }], count: 2 });
    expect(await store.read(at + 1, LONG)).toMatchObject({ found: [], count: 2 });
    expect(await store.read(-1, LONG)).toMatchObject({ count: 2 });
  });

  it("takes the later time of what is revoked again", async () => {
    const { store, pass } = await makeWorld();
    const first = await store.add("u:ann", LONG);
    await pass(10);
    const at = await store.add("u:ann", LONG);
    expect(at).toBeGreaterThan(first);
    await store.restore([{ name: "u:ann", at: first }], LONG);
    expect(await store.read(0, LONG)).toMatchObject({ found: [{ name: "u:ann", at }], count: 1 });
  });

  it("takes back what it lost, thousands of them", async () => {
    const { store, lose } = await makeWorld();
    const at = await store.add("u:ann", LONG);
    await lose();
    expect(await store.read(0, LONG)).toMatchObject({ found: [], count: 0 });
    const all = Array.from({ length: 2_500 }, (_, n) => ({ name: `u:user-${n}`, at: at + (n % 7) }));
    await store.restore(all, LONG);
    const { found, count } = await store.read(0, LONG);
    expect(count).toBe(2_500);
    expect([...found].sort(byName)).toEqual([...all].sort(byName));
  });

  it("forgets each after its time, and then leaves nothing behind", async () => {
    const { store, pass, size } = await makeWorld();
    await store.add("u:ann", 200);
    await pass(120);
    await store.add("u:bob", 200);
    await pass(120);
    expect(await store.read(0, 200)).toMatchObject({ found: [{ name: "u:bob" }], count: 1 });
    await pass(120);
    expect(await store.read(0, 200)).toMatchObject({ found: [], count: 0 });
    expect(await size()).toBe(0);
  });
}

const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);
