import { describe, expect, it } from "vitest";
import { ResumeMemory } from "./resume-memory.js";
import type { TakeTabLock } from "./tab-lock.js";

/** Locks as the tabs of one browser share them. */
function locks(): TakeTabLock {
  const held = new Set<string>();
  return async (name) => {
    if (held.has(name)) return undefined;
    held.add(name);
    return () => void held.delete(name);
  };
}

/** A tab with what its storage holds at first. */
function tab(takeLock: TakeTabLock | undefined, stored = new Map<string, string>()) {
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  };
  return { stored, memory: new ResumeMemory({ options: { storage }, positions: () => [], takeLock }) };
}
const welcome = (session: string, token: string) => ({ session, resume: { token, graceMs: 1 } });
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("ResumeMemory", () => {
  it("asks with the last token, until it is told to forget", async () => {
    const { memory } = tab(undefined);
    expect(await memory.request("takeover")).toBeUndefined();
    memory.welcomed(welcome("s", "t1"));
    memory.welcomed(welcome("s", "t2"));
    expect(await memory.request("handover")).toEqual({ session: "s", token: "t2", mode: "handover", positions: [] });
    memory.forget();
    expect(await memory.request("takeover")).toBeUndefined();
  });

  it("stores nothing where tabs can't be told apart", async () => {
    const { memory, stored } = tab(undefined);
    memory.welcomed(welcome("s", "t1"));
    await settle();
    expect(stored.size).toBe(0);
  });

  it("starts anew in a duplicated tab, which has a copy of the storage", async () => {
    const takeLock = locks();
    const first = tab(takeLock);
    first.memory.welcomed(welcome("s", "t1"));
    await settle();
    first.memory.welcomed(welcome("s", "t2"));
    const copy = tab(takeLock, new Map(first.stored));
    expect(await copy.memory.request("takeover")).toBeUndefined();
    expect(copy.stored.size).toBe(0);
    expect(JSON.parse(first.stored.get("volley.session") ?? "")).toEqual({ session: "s", token: "t2" });
  });

  it("goes on after a reload, when the page before has let its lock go", async () => {
    const before = tab(locks());
    before.memory.welcomed(welcome("s", "t1"));
    await settle();
    const after = tab(locks(), before.stored);
    expect(await after.memory.request("takeover")).toMatchObject({ session: "s", token: "t1" });
  });
});
