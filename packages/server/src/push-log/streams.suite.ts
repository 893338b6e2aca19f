// One suite for the streams of several nodes, whatever the log is.
import { createSystemClock } from "@volley/protocol/internal";
import { afterEach, beforeEach, expect, it } from "vitest";
import { until } from "../../../../test/support/until.js";
import type { Bus } from "../cluster/bus.js";
import type { PushLog } from "./push-log.js";
import { streamsNode } from "./streams.fixture.js";

/** Logs of some nodes, on the same streams, with what can happen to them. */
export interface StreamsWorld {
  /** Makes the log of one more node, with what tells it that messages get through again. */
  node(): Promise<{ readonly log: PushLog; readonly bus: Pick<Bus, "onChange"> }>;
  /** Breaks what tells nodes of entries, of all nodes; it comes back by itself. */
  interrupt(): Promise<void>;
  /** Loses everything. */
  lose(): Promise<void>;
  /** Remembers the group's stream; the function returned makes it so again, as a failover does that lost a tail. */
  save(): Promise<() => Promise<void>>;
}

export function describeStreams(makeWorld: () => StreamsWorld): void {
  let world: StreamsWorld;
  let nodes: ReturnType<typeof streamsNode>[];
  const start = async () => {
    const node = streamsNode({ ...(await world.node()), clock: createSystemClock() });
    nodes.push(node);
    return node;
  };
  const two = async () => [await start(), await start()] as const;
  beforeEach(() => {
    world = makeWorld();
    nodes = [];
  });
  afterEach(() => {
    for (const node of nodes) node.streams.close();
  });

  it("show all members on all nodes one order, whichever node writes", async () => {
    const [one, other] = await two();
    const members = [one.enter("a"), one.enter("b"), other.enter("c")];
    await Promise.all(["a", "b"].map((id) => one.streams.settled(id)));
    await other.streams.settled("c");
    const count = 300;
    const writes = Array.from({ length: count }, (_, n) => (n % 2 ? one : other).say(`${n}`));
    await Promise.all(writes);
    await until(() => members.every(({ pushes }) => pushes.length >= count));
    const [first] = members.map(({ pushes }) => pushes);
    expect(new Set(first).size).toBe(count);
    for (const { pushes } of members) expect(pushes).toEqual(first);
  });

  it("lose nothing when nodes don't hear of entries for a while", async () => {
    const [one, other] = await two();
    const members = [one.enter("a"), other.enter("b")];
    await one.streams.settled("a");
    await other.streams.settled("b");
    const said: string[] = [];
    for (let round = 0; round < 5; round++) {
      for (let n = 0; n < 20; n++) {
        said.push(`${round}.${n}`);
        await one.say(`${round}.${n}`);
        if (n === 10) await world.interrupt();
      }
    }
    await until(() => members.every(({ pushes }) => pushes.length >= said.length));
    for (const { pushes } of members) expect(pushes).toEqual(said);
  });

  it("find the last entry if nobody told them of it", async () => {
    const [one, other] = await two();
    const b = other.enter("b");
    await other.streams.settled("b");
    await one.say("1");
    await until(() => b.pushes.length === 1);
    await world.interrupt();
    await one.say("2");
    await until(() => b.pushes.length === 2);
    expect(b.pushes).toEqual(["1", "2"]);
  });

  it("tell once that all was lost", async () => {
    const [one, other] = await two();
    const members = [one.enter("a"), other.enter("b")];
    await one.streams.settled("a");
    await other.streams.settled("b");
    await one.say("1");
    await until(() => members.every(({ pushes }) => pushes.length === 1));
    await world.lose();
    await until(() => members.every(({ news }) => news.length >= 2));
    await one.say("2");
    await until(() => members.every(({ pushes }) => pushes.length === 2));
    for (const { news } of members) expect(news).toEqual(["joined@0", "epoch@0"]);
  });

  it("tell once that the last entries were lost, and where it goes on", async () => {
    const [one, other] = await two();
    const members = [one.enter("a"), other.enter("b")];
    await one.streams.settled("a");
    await other.streams.settled("b");
    await one.say("1");
    const failover = await world.save();
    for (const text of ["2", "3"]) await one.say(text);
    await until(() => members.every(({ pushes }) => pushes.length === 3));
    await failover();
    await one.say("2'");
    await until(() => members.every(({ news }) => news.length >= 2));
    await one.say("3'");
    await until(() => members.every(({ pushes }) => pushes.at(-1) === "3'"));
    for (const { news } of members) expect(news).toEqual(["joined@0", "fork@2"]);
  });

  it("bring one who was on another node what it missed, once and in order", async () => {
    const [one, other] = await two();
    const before = one.enter("a");
    await one.streams.settled("a");
    for (const text of ["1", "2", "3"]) await one.say(text);
    await until(() => before.pushes.length === 3);
    const { position } = before;
    one.part("a");
    for (const text of ["4", "5"]) await one.say(text);
    if (position === undefined) throw new Error("it has a place");
    other.streams.returning("a", new Map([["t:1", position]]));
    const after = other.enter("a");
    const more = ["6", "7", "8"].map((text) => one.say(text));
    await other.streams.settled("a");
    await Promise.all(more);
    await until(() => after.pushes.length >= 5);
    expect(before.news).toEqual(["joined@0"]);
    expect(after.seen).toEqual(["4", "5", "6", "7", "8"]);
  });
}
