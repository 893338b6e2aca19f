import { fromUtf8 } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { effect, settle, startOnceNodes } from "./once-nodes.fixture.js";
import type { OnceOutcome } from "./once-outcome.js";

/** Says an outcome in a word: the answer's text, or the code. */
const read = async (outcome: Promise<OnceOutcome>): Promise<string> => {
  const settled = await outcome;
  return settled.type === "refused" ? settled.error.code : `${settled.type} ${fromUtf8(settled.payload)}`;
};

describe("a `once` request on one node", () => {
  it("runs once, and each resend gets the same answer", async () => {
    const { ask } = await startOnceNodes("a");
    const had = effect();
    const first = ask("a", had);
    await settle();
    had.end("bought");
    expect(await read(first)).toBe("reply bought");
    for (let times = 0; times < 5; times++) expect(await read(ask("a", had, { ageMs: 100 }))).toBe("reply bought");
    expect(had.had).toBe(1);
  });

  it("keeps errors as it keeps replies", async () => {
    const { ask } = await startOnceNodes("a");
    const had = effect();
    const first = ask("a", had);
    await settle();
    had.end("sold out", "error");
    expect(await read(first)).toBe("error sold out");
    expect(await read(ask("a", had, { ageMs: 100 }))).toBe("error sold out");
  });

  it("waits for the run that is under way, also for one that is just being claimed", async () => {
    const { ask } = await startOnceNodes("a");
    const had = effect();
    const all = [ask("a", had), ask("a", had, { ageMs: 1 })];
    await settle();
    all.push(ask("a", had, { ageMs: 2 }));
    await settle();
    had.end("bought");
    expect(await Promise.all(all.map(read))).toEqual(Array(3).fill("reply bought"));
    expect(had.had).toBe(1);
  });

  it("gives nobody the answer to something else, or to somebody else", async () => {
    const { ask } = await startOnceNodes("a");
    const had = effect();
    const first = ask("a", had);
    await settle();
    expect(await read(ask("a", had, { request: "sell" }))).toBe("OUTCOME_UNKNOWN");
    had.end("bought");
    await first;
    expect(await read(ask("a", had, { request: "sell" }))).toBe("OUTCOME_UNKNOWN");
    expect(had.had).toBe(1);
  });

  it("isn't run when it comes too late to know whether it ran, or from before a loss", async () => {
    const { ask } = await startOnceNodes("a");
    const had = effect();
    expect(await read(ask("a", had, { ageMs: 120_001 }))).toBe("OUTCOME_UNKNOWN");
    expect(await read(ask("a", had, { ageMs: 1, memory: "another" }))).toBe("OUTCOME_UNKNOWN");
    expect(had.had).toBe(0);
  });

  it("is remembered for longer than a resend may take", async () => {
    const { ask, clock } = await startOnceNodes("a");
    const had = effect();
    const first = ask("a", had);
    await settle();
    had.end("bought");
    await first;
    await clock.advance(125_000);
    expect(await read(ask("a", had, { ageMs: 119_000 }))).toBe("reply bought");
    await clock.advance(10_000);
    expect(await read(ask("a", had, { ageMs: 125_000 }))).toBe("OUTCOME_UNKNOWN");
    expect(had.had).toBe(1);
  });

  it("is refused when too many of its client are under way", async () => {
    const { ask } = await startOnceNodes("a");
    const had = effect();
    const all = Array.from({ length: 256 }, (_, n) => ask("a", had, { serial: n + 1 }));
    expect(await read(ask("a", had, { serial: 300 }))).toBe("BUSY");
    const others = ask("a", had, { serial: 300, client: "other" });
    await settle();
    had.end("bought");
    await Promise.all([...all, others]);
    const next = ask("a", had, { serial: 300 });
    await settle();
    had.end("bought");
    expect(await read(next)).toBe("reply bought");
  });

  it("tells that it was done when its answer was too large to keep", async () => {
    const { ask } = await startOnceNodes("a");
    const had = effect();
    const first = ask("a", had);
    await settle();
    had.end("x".repeat(65_537));
    expect(await read(first)).toHaveLength(65_537 + "reply ".length);
    expect(await read(ask("a", had, { ageMs: 1 }))).toBe("OUTCOME_UNKNOWN");
  });
});

describe("while the store is away", () => {
  it("a request isn't run, and says so; one that was sent before may have run", async () => {
    const { ask, away } = await startOnceNodes("a");
    const had = effect();
    away.is = true;
    expect(await read(ask("a", had))).toBe("UNAVAILABLE");
    expect(await read(ask("a", had, { serial: 2, ageMs: 1 }))).toBe("OUTCOME_UNKNOWN");
    expect(had.had).toBe(0);
  });

  it("an answer is kept as soon as it is back, and only then told", async () => {
    const { ask, away, clock } = await startOnceNodes("a");
    const had = effect();
    const first = ask("a", had);
    await settle();
    away.is = true;
    had.end("bought");
    let told = false;
    void first.then(() => {
      told = true;
    });
    await clock.advance(2_000);
    expect(told).toBe(false);
    away.is = false;
    await clock.advance(200);
    expect(await read(first)).toBe("reply bought");
    expect(await read(ask("a", had, { ageMs: 1 }))).toBe("reply bought");
  });

  it("an answer that can't be kept in the request's time is told to nobody", async () => {
    const { ask, away, clock } = await startOnceNodes("a");
    const had = effect();
    const first = ask("a", had);
    await settle();
    away.is = true;
    had.end("bought");
    await clock.advance(5_000);
    expect(await read(first)).toBe("OUTCOME_UNKNOWN");
    away.is = false;
    expect(await read(ask("a", had, { ageMs: 1 }))).toBe("OUTCOME_UNKNOWN");
    expect(had.had).toBe(1);
  });
});

describe("a `once` request on two nodes", () => {
  it("waits for the run of the other", async () => {
    const { ask, clock } = await startOnceNodes("a", "b");
    const had = effect();
    const all = [ask("a", had), ask("b", had, { ageMs: 1 })];
    await settle();
    await clock.advance(3_000);
    had.end("bought");
    await clock.advance(1_000);
    expect(await Promise.all(all.map(read))).toEqual(["reply bought", "reply bought"]);
    expect(had.had).toBe(1);
  });

  it("is given up when the other is dead, and stays so", async () => {
    const { ask, kill, store } = await startOnceNodes("a", "b", "c");
    const had = effect();
    const cut = ask("a", had);
    await settle();
    kill("a");
    expect(await read(ask("b", had, { ageMs: 1 }))).toBe("OUTCOME_UNKNOWN");
    expect(await read(ask("c", had, { ageMs: 2 }))).toBe("OUTCOME_UNKNOWN");
    // A node that was only frozen wakes: its answer is not the answer any more.
    had.end("bought");
    expect(await read(cut)).toBe("OUTCOME_UNKNOWN");
    expect(had.had).toBe(1);
    expect(store.size).toBe(1);
  });

  it("waits until it is known whether a silent one is dead", async () => {
    const { ask, kill, dead, clock } = await startOnceNodes("a", "b");
    const had = effect();
    void ask("a", had, { timeoutMs: 60_000 });
    await settle();
    kill("a", false);
    let told = false;
    const again = ask("b", had, { ageMs: 1, timeoutMs: 60_000 }).finally(() => {
      told = true;
    });
    await clock.advance(8_000);
    expect(told).toBe(false);
    dead.add("a");
    await clock.advance(1_000);
    expect(await read(again)).toBe("OUTCOME_UNKNOWN");
    expect(had.had).toBe(1);
  });

  it("doesn't take a record that is lost while it waits for a request that never ran", async () => {
    const { ask, kill, dead, store, clock } = await startOnceNodes("a", "b");
    const had = effect();
    void ask("a", had);
    await settle();
    kill("a", false);
    const again = ask("b", had, { ageMs: 1, timeoutMs: 300_000 });
    await clock.advance(1_000);
    expect(await store.read("x")).toBeUndefined();
    await clock.advance(200_000);
    dead.add("a");
    await clock.advance(1_000);
    expect(await read(again)).toBe("OUTCOME_UNKNOWN");
    expect(had.had).toBe(1);
  });

  it("ends in its time when the one run doesn't", async () => {
    const { ask, clock } = await startOnceNodes("a", "b");
    const had = effect();
    void ask("a", had);
    await settle();
    const again = ask("b", had, { timeoutMs: 1_000 });
    await settle();
    await clock.advance(2_000);
    expect(await read(again)).toBe("TIMEOUT");
  });
});
