import { encodePush, ManualClock, toUtf8 } from "@volley/protocol/internal";
import { beforeEach, describe, expect, it } from "vitest";
import type { LogEntry } from "./push-log.js";
import { HeldLog } from "./stream-log.fixture.js";
import { kept, streamsNode } from "./streams.fixture.js";

let clock: ManualClock;
let log: HeldLog;
let node: ReturnType<typeof streamsNode>;
const settle = (): Promise<void> => clock.advance(0);

/** Writes an entry that nobody here has heard of yet. */
function written(text: string): LogEntry {
  const entry = { ...log.write(text), bytes: kept(text) };
  log.entries[log.entries.length - 1] = entry;
  return entry;
}
const told = (text: string): void => log.tell(written(text));

beforeEach(() => {
  clock = new ManualClock();
  log = new HeldLog();
  node = streamsNode({ log, clock });
});

describe("the streams of a node", () => {
  it("listen while a stream has members here, and not any longer", async () => {
    node.enter("a");
    node.enter("b");
    await settle();
    expect(log.listeners.size).toBe(1);
    node.leave("a");
    expect(log.listeners.size).toBe(1);
    node.leave("b");
    expect([log.listeners.size, clock.pending]).toEqual([0, 0]);
  });

  it("stop listening also if the last member leaves while they begin to", async () => {
    node.enter("a");
    node.leave("a");
    await settle();
    expect(log.listeners.size).toBe(0);
  });

  it("tell who joins its place first, and who leaves that it's over", async () => {
    told("before");
    const a = node.enter("a");
    await node.streams.settled("a");
    told("1");
    node.leave("a");
    told("2");
    expect(a.seen).toEqual(["joined@1", "1", "left@2"]);
  });

  it("say nothing to one who goes on on another node: its client would forget its place", async () => {
    const a = node.enter("a");
    await node.streams.settled("a");
    told("1");
    node.part("a");
    told("2");
    expect(a.seen).toEqual(["joined@0", "1"]);
    expect(log.listeners.size).toBe(0);
  });

  it("keep a member that is in a group twice until it has left both ways", async () => {
    const a = node.enter("a");
    node.enter("a", "m:t:1");
    await settle();
    node.leave("a");
    told("1");
    node.leave("a", "m:t:1");
    told("2");
    expect(a.seen).toEqual(["joined@0", "1", "left@1"]);
  });

  it("deliver what this node wrote before the log tells of it, and once", async () => {
    const a = node.enter("a");
    await settle();
    await node.say("1");
    for (const entry of log.entries) log.tell(entry);
    expect(a.pushes).toEqual(["1"]);
  });

  it("read a gap once for all members", async () => {
    const members = ["a", "b", "c"].map((id) => node.enter(id));
    await settle();
    written("1");
    told("2");
    told("3");
    await settle();
    for (const member of members) expect(member.pushes).toEqual(["1", "2", "3"]);
    expect(log.reads).toBe(1);
  });

  it("find a lost last entry by looking for the top from time to time", async () => {
    const a = node.enter("a");
    await settle();
    written("1");
    await clock.advance(100);
    expect(a.pushes).toEqual(["1"]);
  });

  it("tell each member once of a fork, and go on", async () => {
    const members = ["a", "b"].map((id) => node.enter(id));
    await settle();
    for (const text of ["1", "2", "3"]) told(text);
    log.cutTo(1);
    told("2'");
    await settle();
    told("3'");
    await clock.advance(300);
    for (const member of members) expect(member.seen).toEqual(["joined@0", "1", "2", "3", "fork@2", "3'"]);
  });

  it("tell each member once that all was lost", async () => {
    const a = node.enter("a");
    await settle();
    told("1");
    log.flush();
    await clock.advance(300);
    told("2");
    expect(a.seen).toEqual(["joined@0", "1", "epoch@0", "2"]);
  });

  it("pass those by whom a filter leaves out", async () => {
    const [a, b] = [node.enter("a"), node.enter("b")];
    node.enter("b", "t:vip");
    await settle();
    const only = { ...log.write(""), bytes: kept("1", { only: ["t:vip"] }) };
    log.tell(only);
    log.tell({ ...log.write(""), bytes: kept("2", { except: ["t:vip"] }) });
    log.tell({ ...log.write(""), bytes: kept("3", { type: "tables" }) });
    log.tell({ ...log.write(""), bytes: toUtf8("no entry") });
    expect(a.seen).toEqual(["joined@0", "passed@1", "2", "passed@3", "passed@4"]);
    expect(b.pushes).toEqual(["1"]);
  });
});

describe("a member that returns", () => {
  async function away(): Promise<{ readonly from: LogEntry }> {
    node.enter("other");
    await settle();
    told("1");
    const from = log.entries[0] as LogEntry;
    for (const text of ["2", "3"]) told(text);
    return { from };
  }

  it("gets what it missed, and then what comes", async () => {
    const { from } = await away();
    node.streams.returning("a", new Map([["t:1", from]]));
    const a = node.enter("a");
    told("4");
    await node.streams.settled("a");
    told("5");
    expect(a.seen).toEqual(["2", "3", "4", "5"]);
    expect(a.replayed).toEqual(["2", "3", "4"]);
  });

  it("goes on from where its client is, if it never left the room", async () => {
    await away();
    const a = node.enter("a");
    await settle();
    const from = log.entries[1] as LogEntry;
    told("4");
    node.streams.returning("a", new Map([["t:1", from]]));
    await node.streams.settled("a");
    told("5");
    expect(a.seen).toEqual(["joined@3", "4", "3", "4", "5"]);
  });

  it("is told the reason when it can't get everything, and gets nothing half", async () => {
    const { from } = await away();
    for (let n = 0; n < 1_001; n++) told("x");
    node.streams.returning("a", new Map([["t:1", from]]));
    const a = node.enter("a");
    await node.streams.settled("a");
    told("new");
    expect([a.seen, log.reads]).toEqual([["window@1004", "new"], 0]);
  });

  it("is told the same when that would be too many bytes", async () => {
    const { from } = await away();
    for (let n = 0; n < 3; n++) told("x".repeat(500_000));
    node.streams.returning("a", new Map([["t:1", from]]));
    const a = node.enter("a");
    await node.streams.settled("a");
    expect(a.seen).toEqual(["window@6"]);
  });

  it("is told once what its node learns of by it", async () => {
    const { from } = await away();
    log.flush();
    node.streams.returning("a", new Map([["t:1", from]]));
    const [a, other] = [node.enter("a"), node.enter("other")];
    await node.streams.settled("a");
    await settle();
    told("new");
    expect(a.seen).toEqual(["epoch@0", "new"]);
    expect(other.seen.slice(-2)).toEqual(["epoch@0", "new"]);
  });

  it("is told of a fork that happened while it was away", async () => {
    const { from } = await away();
    node.streams.returning("a", new Map([["t:1", { ...from, tag: 99 }]]));
    const a = node.enter("a");
    await node.streams.settled("a");
    expect(a.seen).toEqual(["fork@3"]);
  });

  it("reads nothing when it missed nothing", async () => {
    await away();
    node.streams.returning("a", new Map([["t:1", log.top]]));
    const a = node.enter("a");
    await node.streams.settled("a");
    expect([a.seen, log.reads]).toEqual([[], 0]);
  });

  it("is told that the log can't be asked, and gets everything when it can", async () => {
    const { from } = await away();
    log.down = true;
    node.streams.returning("a", new Map([["t:1", from]]));
    const a = node.enter("a");
    await expect(node.streams.settled("a")).rejects.toMatchObject({ code: "UNAVAILABLE" });
    told("4");
    log.down = false;
    await clock.advance(100);
    told("5");
    expect(a.seen).toEqual(["2", "3", "4", "5"]);
  });
});

describe("the state of a group", () => {
  it("comes behind the news of the place, and entries wait for it: more than may wait are read", async () => {
    let tell: (frame: Uint8Array) => void = () => {};
    const frameFor = () =>
      new Promise<Uint8Array>((resolve) => {
        tell = resolve;
      });
    node = streamsNode({ log, clock, snapshots: { has: () => true, frameFor } });
    const a = node.enter("a");
    await node.streams.settled("a");
    for (let n = 1; n <= 1_500; n++) told(`${n}`);
    expect(a.seen).toEqual(["joined@0"]);
    tell(encodePush(1, { payload: toUtf8("state") }));
    await settle();
    for (let round = 0; round < 10; round++) await settle();
    expect(a.seen).toEqual(["joined@0", "state", ...Array.from({ length: 1_500 }, (_, n) => `${n + 1}`)]);
  });

  it("is asked for again when entries are missing", async () => {
    const reasons: string[] = [];
    const frameFor = async (_: unknown, __: string, reason: string) => {
      reasons.push(reason);
      return encodePush(1, { payload: toUtf8(`state after ${reason}`) });
    };
    node = streamsNode({ log, clock, snapshots: { has: () => true, frameFor } });
    const a = node.enter("a");
    await settle();
    log.flush();
    await clock.advance(100);
    told("1");
    await settle();
    expect(a.seen).toEqual(["joined@0", "state after joined", "epoch@0", "state after epoch", "1"]);
  });
});
