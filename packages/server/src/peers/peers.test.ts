import { VolleyError } from "@volley/protocol";
import { describe, expect, it } from "vitest";
import { settle, startNodes } from "./peer-nodes.fixture.js";

describe("peers", () => {
  it("answer calls, one publish per tick and direction", async () => {
    const { nodes, ask } = await startNodes("a", "b");
    nodes["b"]?.peers.serve("test", (call) => call.reply(undefined, { twice: 2 * Number(call.head) }));
    const calls = [1, 2, 3].map((n) => ask("a", "b", n).outcome);
    expect(await Promise.all(calls)).toMatchObject([
      { head: { twice: 2 } },
      { head: { twice: 4 } },
      { head: { twice: 6 } },
    ]);
    expect(nodes["a"]?.published).toEqual(["node:b"]);
    expect(nodes["b"]?.published).toEqual(["node:a"]);
  });

  it("carry errors, also with data that JSON can't write", async () => {
    const { nodes, ask } = await startNodes("a", "b");
    nodes["b"]?.peers.serve("test", (call) =>
      call.fail(new VolleyError("ODD", "odd", { data: call.head === 1 ? 1n : 2 })),
    );
    expect(await ask("a", "b", 1).outcome).toMatchObject({ type: "error", error: { code: "ODD", data: undefined } });
    expect(await ask("a", "b", 2).outcome).toMatchObject({ type: "error", error: { code: "ODD", data: 2 } });
  });

  it("may ask another node what one refused before it began", async () => {
    const { nodes, ask } = await startNodes("a", "b");
    nodes["b"]?.peers.serve("test", (call) => {
      call.fail(new VolleyError("DRAINING", "on its way out", { retryable: true }), { notStarted: call.head === 1 });
    });
    expect(await ask("a", "b", 1).outcome).toEqual({ type: "lost", started: "no" });
    expect(await ask("a", "b", 2).outcome).toMatchObject({ type: "error", error: { code: "DRAINING" } });
  });

  it("know at once that nobody is there", async () => {
    const { nodes, ask } = await startNodes("a");
    expect(await ask("a", "gone").outcome).toEqual({ type: "lost", started: "no" });
    expect(nodes["a"]?.peers.isSuspect("gone")).toBe(true);
  });

  it("ask themselves without a bus", async () => {
    const { nodes, hub, ask } = await startNodes("a", "b");
    nodes["a"]?.peers.serve("test", (call) => call.reply());
    hub.setUp(false, nodes["a"]?.bus);
    expect(await ask("a", "a").outcome).toMatchObject({ type: "reply" });
    expect(await ask("a", "b").outcome).toEqual({ type: "lost", started: "no" });
  });

  it("give up calls whose answers are lost with the bus, and drop late ones", async () => {
    const { nodes, hub, ask } = await startNodes("a", "b");
    let answer: () => void = () => {};
    nodes["b"]?.peers.serve("test", (call) => {
      answer = () => call.reply(undefined, "late");
    });
    const { outcome } = ask("a", "b");
    await settle();
    hub.setUp(false, nodes["a"]?.bus);
    expect(await outcome).toEqual({ type: "lost", started: "unknown" });
    hub.setUp(true, nodes["a"]?.bus);
    answer();
    await settle();
    nodes["b"]?.peers.serve("test", (call) => call.reply(undefined, "fresh"));
    expect(await ask("a", "b").outcome).toMatchObject({ head: "fresh" });
  });

  it("give up calls to a node that left, and tell it that calls of a gone node are off", async () => {
    const { nodes, ask } = await startNodes("a", "b");
    const cancelled: string[] = [];
    nodes["b"]?.peers.serve("test", (call) => call.onCancel((why) => cancelled.push(why)));
    const { outcome } = ask("a", "b");
    await settle();
    nodes["b"]?.peers.nodeLeft("a");
    expect(cancelled).toEqual(["the node that asked is gone"]);
    nodes["a"]?.peers.nodeLeft("b");
    expect(await outcome).toEqual({ type: "lost", started: "unknown" });
  });

  it("time out, and tell a handler that its call was taken back", async () => {
    const { clock, nodes, ask } = await startNodes("a", "b");
    const cancelled: string[] = [];
    nodes["b"]?.peers.serve("test", (call) => call.onCancel((why) => cancelled.push(why)));
    const { outcome, cancel } = ask("a", "b", null, 800);
    await settle();
    cancel();
    await clock.advance(800);
    expect(await outcome).toEqual({ type: "timeout" });
    await settle();
    expect(cancelled).toEqual(["the caller took it back"]);
  });

  it("don't start what nobody waits for any more", async () => {
    const { clock, nodes, ask } = await startNodes("a", "b");
    let started = 0;
    nodes["b"]?.peers.serve("test", () => void started++);
    const { outcome } = ask("a", "b", null, -1);
    await clock.advance(0);
    expect(await outcome).toMatchObject({ type: "timeout" });
    await settle();
    expect(started).toBe(0);
  });

  it("suspect a node that owes an answer and says nothing, until it says something", async () => {
    const { clock, nodes, ask } = await startNodes("a", "b");
    const calls: (() => void)[] = [];
    nodes["b"]?.peers.serve("test", (call) => calls.push(() => call.reply()));
    const { outcome } = ask("a", "b", null, 60_000);
    await settle();
    // It answers pings: then it is only slow.
    await clock.advance(10_000);
    expect(nodes["a"]?.peers.isSuspect("b")).toBe(false);
    // Now it stops: nothing comes from it, though publishing still finds it.
    nodes["b"]?.stop();
    await clock.advance(3_000);
    expect(nodes["a"]?.peers.isSuspect("b")).toBe(true);
    nodes["b"]?.resume();
    await clock.advance(1_000);
    expect(nodes["a"]?.peers.isSuspect("b")).toBe(false);
    for (const answer of calls) answer();
    expect(await outcome).toMatchObject({ type: "reply" });
  });

  it("survive and count messages that are none", async () => {
    const { nodes, ask } = await startNodes("a", "b");
    for (const bytes of [[], [0], [0, 0, 0, 9], [255, 255, 255, 255, 1], [0, 0, 0, 2, 91, 93]]) {
      await nodes["a"]?.bus.publish("node:b", Uint8Array.from(bytes));
    }
    await settle();
    expect(nodes["b"]?.peers.dropped).toBe(5);
    nodes["b"]?.peers.serve("test", (call) => call.reply());
    expect(await ask("a", "b").outcome).toMatchObject({ type: "reply" });
    expect(await ask("b", "a").outcome).toMatchObject({ type: "error", error: { code: "UNSUPPORTED" } });
  });
});
