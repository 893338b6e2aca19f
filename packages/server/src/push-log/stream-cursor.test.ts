import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LATE_LIMIT } from "./late-entries.js";
import type { LogEntry } from "./push-log.js";
import { type CursorEvent, type CursorNews, nextCursor, STARTING, type StreamCursor } from "./stream-cursor.js";
import { HeldLog } from "./stream-log.fixture.js";

/** A cursor that is told events, and everything that it said. */
function follow(log = new HeldLog()) {
  let cursor: StreamCursor = STARTING;
  const news: CursorNews[] = [];
  let repair = false;
  const apply = (event: CursorEvent): void => {
    const step = nextCursor(cursor, event);
    cursor = step.cursor;
    news.push(...step.news);
    repair ||= step.repair;
  };
  /** Answers the cursor's question, if it asks one, and those that come of the answer. */
  const answer = async (): Promise<void> => {
    while (repair && cursor.status === "repairing") {
      repair = false;
      apply({ type: "read", read: await log.read("s", cursor.head, { count: 2, bytes: 1_000 }) });
    }
  };
  const asks = (): boolean => repair;
  const told = (): readonly string[] =>
    news.map((each) => (each.type === "entry" ? each.entry.bytes.toString() : `${each.reason}@${each.top.offset}`));
  return { log, apply, answer, asks, told, tell: (entry: LogEntry) => apply({ type: "told", entry }) };
}

/** The same, at the start of its stream. */
function live(log?: HeldLog) {
  const node = follow(log);
  node.apply({ type: "top", top: node.log.top });
  return node;
}

describe("a cursor", () => {
  it("hands on what follows, once, whoever tells it first", () => {
    const node = live();
    const [a, b] = [node.log.write("a"), node.log.write("b")];
    node.apply({ type: "written", entry: a });
    for (const entry of [a, b, a, b]) node.tell(entry);
    expect([node.told(), node.asks()]).toEqual([["a", "b"], false]);
  });

  it("reads what was lost before it hands on what came after that", async () => {
    const node = live();
    const entries = ["a", "b", "c", "d", "e"].map((text) => node.log.write(text));
    node.tell(entries[3] as LogEntry);
    expect([node.told(), node.asks()]).toEqual([[], true]);
    node.tell(entries[4] as LogEntry);
    await node.answer();
    expect(node.told()).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("waits for the log to tell of entries of others that are before its own", () => {
    const node = live();
    const [a, own] = [node.log.write("a"), node.log.write("own")];
    node.apply({ type: "written", entry: own });
    expect(node.asks()).toBe(false);
    node.tell(a);
    node.tell(own);
    expect(node.told()).toEqual(["a", "own"]);
  });

  it("finds the last entry lost when it learns of the top", async () => {
    const node = live();
    node.log.write("a");
    node.apply({ type: "top", top: node.log.top });
    await node.answer();
    expect(node.told()).toEqual(["a"]);
  });

  it("isn't disturbed by a top that it has passed since", () => {
    const node = live();
    const [a, b] = [node.log.write("a"), node.log.write("b")];
    node.tell(a);
    node.tell(b);
    node.apply({ type: "top", top: a });
    expect(node.asks()).toBe(false);
  });

  it("tells a fork when an offset was given out again", async () => {
    const node = live();
    for (const text of ["a", "b", "c"]) node.tell(node.log.write(text));
    node.log.cutTo(1);
    node.tell(node.log.write("other"));
    await node.answer();
    expect(node.told()).toEqual(["a", "b", "c", "fork@2"]);
  });

  it("tells a fork when the entry behind its head doesn't name the head", async () => {
    const node = live();
    for (const text of ["a", "b"]) node.tell(node.log.write(text));
    node.log.cutTo(1);
    node.log.write("lost on its way");
    node.tell(node.log.write("other"));
    await node.answer();
    expect(node.told()).toEqual(["a", "b", "fork@3"]);
  });

  it("tells once that everything was lost, and goes on", async () => {
    const node = live();
    node.tell(node.log.write("a"));
    node.log.flush();
    node.apply({ type: "top", top: node.log.top });
    await node.answer();
    node.apply({ type: "top", top: node.log.top });
    node.tell(node.log.write("b"));
    expect(node.told()).toEqual(["a", "epoch@0", "b"]);
  });

  it("tells when what it missed isn't kept any more", async () => {
    const node = live();
    for (const text of ["a", "b", "c"]) node.log.write(text);
    node.log.entries.shift();
    node.apply({ type: "top", top: node.log.top });
    await node.answer();
    expect(node.told()).toEqual(["window@3"]);
  });

  it("asks again after a read that failed, when it learns of something", async () => {
    const node = live();
    const [, b] = [node.log.write("a"), node.log.write("b")];
    node.tell(b);
    node.apply({ type: "failed" });
    expect(node.told()).toEqual([]);
    node.apply({ type: "top", top: node.log.top });
    await node.answer();
    expect(node.told()).toEqual(["a", "b"]);
  });

  it("keeps no more of what comes during a repair than its bound, and loses nothing by it", async () => {
    const node = live();
    node.log.write("0");
    node.tell(node.log.write("1"));
    const count = LATE_LIMIT.count + 5;
    for (let n = 2; n < count; n++) node.tell(node.log.write(`${n}`));
    await node.answer();
    expect(node.told()).toEqual(Array.from({ length: count }, (_, n) => `${n}`));
  });

  it("reads again what was beyond the bound if the answer is older than that", async () => {
    const node = live();
    node.log.write("0");
    node.tell(node.log.write("1"));
    const read = await node.log.read("s", { offset: 0, epoch: 1, tag: 0 }, { count: 9, bytes: 9 });
    const count = LATE_LIMIT.count + 5;
    for (let n = 2; n < count; n++) node.tell(node.log.write(`${n}`));
    node.apply({ type: "read", read });
    await node.answer();
    expect(node.told()).toEqual(Array.from({ length: count }, (_, n) => `${n}`));
  });

  it("loses nothing of what comes before it knows where the stream ends", async () => {
    const node = follow();
    const [a, b, c] = ["a", "b", "c"].map((text) => node.log.write(text)) as [LogEntry, LogEntry, LogEntry];
    node.tell(b);
    node.tell(c);
    node.apply({ type: "top", top: a });
    await node.answer();
    expect(node.told()).toEqual(["b", "c"]);
  });

  it("hands on every entry once and in order, whatever of its messages is lost, doubled, late or turned round", async () => {
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.constant({ do: "write" as const }) },
      { weight: 5, arbitrary: fc.record({ do: fc.constant("tell" as const), which: fc.nat(30) }) },
      { weight: 1, arbitrary: fc.constant({ do: "top" as const }) },
      { weight: 1, arbitrary: fc.constant({ do: "fail" as const }) },
      { weight: 3, arbitrary: fc.constant({ do: "answer" as const }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const node = live();
        for (const each of steps) {
          if (each.do === "write") node.log.write(`${node.log.top.offset}`);
          if (each.do === "top") node.apply({ type: "top", top: node.log.top });
          if (each.do === "fail") node.apply({ type: "failed" });
          if (each.do === "answer") await node.answer();
          const entry =
            each.do === "tell" ? node.log.entries[each.which % Math.max(1, node.log.entries.length)] : undefined;
          if (entry !== undefined) node.tell(entry);
        }
        await node.answer();
        node.apply({ type: "top", top: node.log.top });
        await node.answer();
        expect(node.told()).toEqual(node.log.entries.map((_, n) => `${n}`));
      }),
    );
  });

  it("tells one gap for each loss, whatever of its messages arrives, and everything since", async () => {
    const part = fc.record({ lost: fc.nat(5), told: fc.array(fc.nat(20), { maxLength: 8 }), flushed: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 5 }), async (parts) => {
        const node = live();
        let gaps = 0;
        for (const { lost, told, flushed } of parts) {
          for (let n = 0; n < 5; n++) node.log.write("x");
          node.apply({ type: "top", top: node.log.top });
          await node.answer();
          const stale = [...node.log.entries];
          const seen = node.told().length;
          if (flushed) node.log.flush();
          else node.log.cutTo(node.log.entries.length - lost);
          if (flushed || lost > 0) gaps++;
          node.log.write("y");
          for (const which of told) {
            const entry = [...stale, ...node.log.entries][which % (stale.length + node.log.entries.length)];
            if (entry !== undefined) node.tell(entry);
            await node.answer();
          }
          node.apply({ type: "top", top: node.log.top });
          await node.answer();
          const since = node.told().slice(seen);
          expect(since.filter((text) => text.includes("@"))).toHaveLength(flushed || lost > 0 ? 1 : 0);
        }
        expect(node.told().filter((text) => text.includes("@"))).toHaveLength(gaps);
      }),
    );
  });
});
