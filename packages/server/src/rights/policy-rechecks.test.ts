import { ManualClock, toUtf8 } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { Tasks } from "../base/tasks.js";
import { FlakyBus } from "../cluster/flaky-bus.fixture.js";
import { MemoryBusHub } from "../cluster/memory-bus.js";
import type { LiveSession } from "../session/live-session.js";
import { SessionIndex } from "../session/session-index.js";
import type { Memberships } from "./memberships.js";
import { PolicyRechecks } from "./policy-rechecks.js";

const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Nodes with the sessions of ann and bob each, and what they were asked. */
async function nodes() {
  const hub = new MemoryBusHub();
  const make = async (node: string) => {
    const bus = new FlakyBus(hub.bus(logger));
    const sessions = new SessionIndex();
    for (const uid of ["ann", "bob"]) {
      const session = { id: `${node}-${uid}`, uid, anonymous: false } as LiveSession;
      sessions.add(session);
      sessions.bind(session);
    }
    const asked: string[] = [];
    const recheck = async ({ uid }: LiveSession, { pattern = "all" }: { pattern?: string }): Promise<void> =>
      void asked.push(`${uid} ${pattern}`);
    const memberships = { recheck } as unknown as Memberships;
    const rechecks = new PolicyRechecks({
      ...{ memberships, sessions, bus, node, logger, channel: "policies", tasks: new Tasks(logger) },
    });
    await rechecks.start();
    return { bus, rechecks, asked };
  };
  return { hub, a: await make("a"), b: await make("b"), settle: () => new ManualClock().advance(0) };
}

describe("asking policies again", () => {
  it("is done on all nodes, once on each, for those who are meant", async () => {
    const { a, b, settle } = await nodes();
    await a.rechecks.recheck({ uid: "ann", pattern: "table:{id}" });
    await settle();
    expect([a.asked, b.asked]).toEqual([["ann table:{id}"], ["ann table:{id}"]]);
    await b.rechecks.recheck();
    await settle();
    expect(a.asked.slice(1)).toEqual(["ann all", "bob all"]);
    expect(b.asked.slice(1)).toEqual(["ann all", "bob all"]);
  });

  it("is done here when the others can't be told, and everywhere when they can be again", async () => {
    const { a, b, settle } = await nodes();
    a.bus.set(false);
    b.bus.set(false);
    await expect(a.rechecks.recheck({ uid: "ann" })).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect([a.asked, b.asked]).toEqual([["ann all"], []]);
    b.bus.set(true);
    await settle();
    expect(b.asked).toEqual(["ann all", "bob all"]);
  });

  it.each([
    "x",
    "[]",
    "{}",
    '{"from":5}',
    '{"from":"x","uid":"a b"}',
    '{"from":"x","uid":5}',
    '{"from":"x","pattern":5}',
    `{"from":"x","pattern":"${"x".repeat(2_000)}"}`,
  ])("isn't done for garbage: %s", async (text) => {
    const { hub, a, settle } = await nodes();
    await hub.bus(logger).publish("policies", toUtf8(text));
    await settle();
    expect(a.asked).toEqual([]);
  });

  it("isn't done any more when the node is closed", async () => {
    const { a, b, settle } = await nodes();
    b.rechecks.close();
    await a.rechecks.recheck();
    await settle();
    expect(b.asked).toEqual([]);
  });
});
