import { toUtf8 } from "@volley/protocol/internal";
import { expect, it } from "vitest";
import type { OnceAnswer, OnceClaim } from "./once-record.js";
import type { OnceStore } from "./once-store.js";

/** A store with nothing in it, and what a test does to its world. */
export interface OnceWorld {
  readonly store: OnceStore;
  pass(ms: number): Promise<void>;
  /** Counts the records. */
  size(): Promise<number>;
}

const LONG = { ttlMs: 60_000 };
const mine: OnceClaim = { node: "node-1", run: "run-1", request: "buy" };
const other: OnceClaim = { node: "node-2", run: "run-2", request: "buy" };
/** Every byte, with those that end lines and texts. */
const reply: OnceAnswer = { type: "reply", payload: Uint8Array.from({ length: 256 }, (_, n) => n) };
const failure: OnceAnswer = { type: "error", payload: toUtf8(`{"code":"SOLD_OUT"}`) };

/** What every store of effects does. */
export function describeOnceStore(makeWorld: () => Promise<OnceWorld> | OnceWorld): void {
  it("gives one claim to whoever comes first, and remembers it", async () => {
    const { store, size } = await makeWorld();
    expect(await Promise.all([store.claim("k", mine, LONG), store.claim("k", other, LONG)])).toEqual([
      "claimed",
      "taken",
    ]);
    expect(await store.read("k")).toEqual({ status: "running", claim: mine });
    expect(await store.read("l")).toBeUndefined();
    expect(await store.claim("l", other, LONG)).toBe("claimed");
    expect(await size()).toBe(2);
  });

  it.each([
    ["a reply", reply],
    ["an error", failure],
    ["no bytes", { type: "reply", payload: new Uint8Array() } as OnceAnswer],
  ])("keeps %s byte for byte", async (_, answer) => {
    const { store } = await makeWorld();
    await store.claim("k", mine, LONG);
    expect(await store.finish("k", mine, answer, 60_000)).toBe(true);
    const found = await store.read("k");
    expect(found).toMatchObject({ status: "done", claim: mine, answer: { type: answer.type } });
    expect(found?.status === "done" && [...(found.answer?.payload ?? [])]).toEqual([...answer.payload]);
    expect(await store.claim("k", other, LONG)).toBe("taken");
  });

  it("remembers of an answer that is too large that it is done", async () => {
    const { store } = await makeWorld();
    await store.claim("k", mine, LONG);
    await store.finish("k", mine, undefined, 60_000);
    expect(await store.read("k")).toEqual({ status: "done", claim: mine, answer: undefined });
  });

  it("takes the same answer twice: the first try may have come through", async () => {
    const { store } = await makeWorld();
    await store.claim("k", mine, LONG);
    expect(await store.finish("k", mine, reply, 60_000)).toBe(true);
    expect(await store.finish("k", mine, reply, 60_000)).toBe(true);
  });

  it("takes no answer of a run that was given up", async () => {
    const { store } = await makeWorld();
    await store.claim("k", mine, LONG);
    await store.giveUp("k", mine, 60_000);
    expect(await store.read("k")).toEqual({ status: "unknown", claim: mine });
    expect(await store.finish("k", mine, reply, 60_000)).toBe(false);
    expect(await store.read("k")).toEqual({ status: "unknown", claim: mine });
    expect(await store.claim("k", other, LONG)).toBe("taken");
  });

  it("gives up neither another run nor one that has ended", async () => {
    const { store } = await makeWorld();
    await store.claim("k", mine, LONG);
    await store.giveUp("k", other, 60_000);
    expect(await store.read("k")).toMatchObject({ status: "running" });
    await store.finish("k", mine, reply, 60_000);
    await store.giveUp("k", mine, 60_000);
    expect(await store.read("k")).toMatchObject({ status: "done" });
  });

  it("takes no answer in the place of another run's", async () => {
    const { store } = await makeWorld();
    await store.claim("k", mine, LONG);
    expect(await store.finish("k", other, reply, 60_000)).toBe(false);
    expect(await store.read("k")).toEqual({ status: "running", claim: mine });
  });

  it("keeps the answer of a run whose claim is gone", async () => {
    const { store } = await makeWorld();
    expect(await store.finish("k", mine, reply, 60_000)).toBe(true);
    expect(await store.read("k")).toMatchObject({ status: "done" });
  });

  it("forgets when the time is over", async () => {
    const { store, pass, size } = await makeWorld();
    await store.claim("k", mine, { ttlMs: 50 });
    await store.claim("l", other, LONG);
    await store.finish("l", other, reply, 50);
    await pass(51);
    expect(await store.read("k")).toBeUndefined();
    expect(await size()).toBe(0);
    expect(await store.claim("k", other, LONG)).toBe("claimed");
  });

  it("claims a request that was sent before, as long as its memory has the same name", async () => {
    const { store } = await makeWorld();
    const { memory } = store;
    expect(memory).not.toBe("");
    expect(await store.claim("k", mine, { ...LONG, memory })).toBe("claimed");
    expect(await store.claim("k", other, { ...LONG, memory })).toBe("taken");
    expect(await store.claim("l", other, { ...LONG, memory: "another" })).toBe("forgotten");
    expect(await store.read("l")).toBeUndefined();
    // A record is a record, whatever its client was told.
    expect(await store.claim("k", other, { ...LONG, memory: "another" })).toBe("taken");
  });
}
