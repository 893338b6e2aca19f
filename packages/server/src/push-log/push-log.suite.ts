// One suite for all versions of the log.
import type { StreamPosition } from "@volley/protocol/internal";
import { beforeEach, describe, expect, it } from "vitest";
import { until } from "../../../../test/support/until.js";
import type { Keep, LogEntry, LogRead, PushLog } from "./push-log.js";

/** Logs of some nodes, on the same streams. */
export interface LogWorld {
  /** Makes the log of one more node. */
  log(): Promise<PushLog>;
  /** Lets time pass for the streams. */
  pass(ms: number): Promise<void>;
  /** Loses a stream, as a Redis does that lost its data. */
  lose(stream: string): Promise<void>;
  /** Remembers a stream; the function returned makes it so again, as a failover does that lost a tail. */
  save(stream: string): Promise<() => Promise<void>>;
  /** Counts what is kept. */
  size(): Promise<number>;
}

/** How long the logs of a world keep numbers at least, in ms. */
export const NUMBERS_FOR_MS = 200;
export const KEEP: Keep = { count: 5_000, forMs: 60_000 };
/** A keep whose entries are gone soon, and its numbers ten times later. */
const SHORT: Keep = { count: 100, forMs: 50 };
const ALL = { count: 10_000, bytes: 100_000_000 };

export const text = (content: string): Uint8Array => new TextEncoder().encode(content);
export const textOf = ({ bytes }: LogEntry): string => new TextDecoder().decode(bytes);
/** Tells what was read: the texts, or the reason why not. */
export const seen = (read: LogRead): readonly string[] | string =>
  read.type === "gap" ? read.reason : read.entries.map(textOf);

export function describePushLog(makeWorld: () => LogWorld): void {
  let world: LogWorld;
  let log: PushLog;
  let other: PushLog;
  beforeEach(async () => {
    world = makeWorld();
    [log, other] = [await world.log(), await world.log()];
  });

  const append = async (content: string, keep = KEEP): Promise<StreamPosition> => {
    const { position } = await log.append("g:a", text(content), { keep });
    if (position === undefined) throw new Error("a duplicate");
    return position;
  };
  const appendAll = async (...contents: readonly string[]): Promise<readonly StreamPosition[]> => {
    const positions: StreamPosition[] = [];
    for (const content of contents) positions.push(await append(content));
    return positions;
  };
  const top = async (keep = KEEP): Promise<StreamPosition> => {
    const [found] = await log.tops([{ stream: "g:a", keep }]);
    if (found === undefined) throw new Error("no answer");
    return found;
  };
  const readAll = async (after: StreamPosition) => seen(await other.read("g:a", after, ALL));

  describe("appending", () => {
    it("counts from 1, each stream by itself, and tells the tag before", async () => {
      const first = await log.append("g:a", text("1"), { keep: KEEP });
      const second = await other.append("g:a", text("2"), { keep: KEEP });
      const elsewhere = await log.append("u:a", text("3"), { keep: KEEP });
      expect([first, second, elsewhere].map(({ position }) => position?.offset)).toEqual([1, 2, 1]);
      expect([first.previousTag, second.previousTag]).toEqual([0, first.position?.tag]);
      expect(second.position?.epoch).toBe(first.position?.epoch);
      expect(second.position?.tag).not.toBe(first.position?.tag);
      expect(elsewhere.position?.epoch).not.toBe(first.position?.epoch);
    });

    it("keeps the bytes as they are, none too", async () => {
      const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
      const start = await top();
      await log.append("g:a", bytes, { keep: KEEP });
      await log.append("g:a", new Uint8Array(0), { keep: KEEP });
      const read = await log.read("g:a", start, ALL);
      expect(read.type === "entries" && read.entries.map((entry) => [...entry.bytes])).toEqual([[...bytes], []]);
    });

    it("refuses to keep nothing", async () => {
      for (const keep of [
        { count: 0, forMs: 1 },
        { count: 1, forMs: 0.5 },
      ]) {
        await expect(log.append("g:a", text("1"), { keep })).rejects.toMatchObject({ code: "BAD_REQUEST" });
      }
      expect(await world.size()).toBe(0);
    });

    it("tells all listeners the same, in one order without a hole, whoever appends", async () => {
      const heard: LogEntry[][] = [[], []];
      for (const [place, each] of [log, other].entries())
        await each.listen("g:a", (entry) => heard[place]?.push(entry));
      const writers = [log, other].map(async (each, writer) => {
        for (let n = 0; n < 200; n++) await each.append("g:a", text(`${writer}:${n}`), { keep: KEEP });
      });
      await Promise.all(writers);
      await until(() => heard.every(({ length }) => length === 400), "everybody heard all");
      expect(heard[0]).toEqual(heard[1]);
      expect(heard[0]?.map(({ offset }) => offset)).toEqual(Array.from({ length: 400 }, (_, n) => n + 1));
      expect(heard[0]?.slice(1).map(({ previousTag }) => previousTag)).toEqual(
        heard[0]?.slice(0, -1).map(({ tag }) => tag),
      );
      for (const writer of [0, 1]) {
        const own = heard[0]?.map(textOf).filter((said) => said.startsWith(`${writer}:`));
        expect(own).toEqual(Array.from({ length: 200 }, (_, n) => `${writer}:${n}`));
      }
    });

    it("tells nobody any more who stopped to listen, and nobody of other streams", async () => {
      const heard: string[] = [];
      const stop = await log.listen("g:a", (entry) => heard.push(textOf(entry)));
      await other.append("u:a", text("elsewhere"), { keep: KEEP });
      await append("1");
      await until(() => heard.length > 0, "the first is heard");
      stop();
      const again = new Promise<void>((resolve) => void other.listen("g:a", () => resolve()).then(() => append("2")));
      await again;
      expect(heard).toEqual(["1"]);
    });
  });

  describe("appending the same again", () => {
    it("does nothing, and tells where it is", async () => {
      const options = { keep: KEEP, producer: { id: "p", serial: 1 } };
      const first = await log.append("g:a", text("1"), options);
      await append("2");
      expect(await other.append("g:a", text("1"), options)).toEqual({ ...first, duplicate: true });
      const late = await other.append("g:a", text("1"), { ...options, producer: { id: "p", serial: 0 } });
      expect(late).toEqual({ position: undefined, previousTag: 0, duplicate: true });
      expect((await top()).offset).toBe(2);
    });

    it("counts once, however many retries run at the same time", { timeout: 60_000 }, async () => {
      const start = await top();
      const serials = Array.from({ length: 2_000 }, (_, n) => n + 1);
      for (const serial of serials) {
        const how = { keep: KEEP, producer: { id: `p${serial % 7}`, serial } };
        const tries = [log, other, ...(serial % 100 === 0 ? [log] : [])].map((each) =>
          each.append("g:a", text(`${serial}`), how),
        );
        const places = new Set((await Promise.all(tries)).map(({ position }) => position?.offset));
        expect([...places]).toEqual([serial]);
      }
      expect(await readAll(start)).toEqual(serials.map(String));
    });

    it("is known for those who wrote last, however many there were", { timeout: 60_000 }, async () => {
      for (let n = 0; n < 600; n++) {
        await log.append("g:a", text("x"), { keep: SHORT, producer: { id: `p${n}`, serial: 1 } });
      }
      for (const n of [599, 400]) {
        const again = await log.append("g:a", text("x"), { keep: SHORT, producer: { id: `p${n}`, serial: 1 } });
        expect(again).toMatchObject({ duplicate: true, position: { offset: n + 1 } });
      }
      const forgotten = { keep: SHORT, producer: { id: "p0", serial: 1 } };
      expect(await log.append("g:a", text("x"), forgotten)).toMatchObject({ duplicate: false });
    });
  });

  describe("reading", () => {
    it("gives what comes after a position, and nothing after the last", async () => {
      const start = await top();
      const [first, , third] = (await appendAll("1", "2", "3")) as [StreamPosition, StreamPosition, StreamPosition];
      expect(await readAll(start)).toEqual(["1", "2", "3"]);
      expect(await readAll(first)).toEqual(["2", "3"]);
      expect(await readAll(third)).toEqual([]);
    });

    it("gives the entries as listeners heard them", async () => {
      const heard: LogEntry[] = [];
      await log.listen("g:a", (entry) => heard.push({ ...entry, bytes: entry.bytes.slice() }));
      const start = await top();
      await appendAll("1", "2");
      await until(() => heard.length === 2, "both are heard");
      const read = await other.read("g:a", start, ALL);
      const plain = (entries: readonly LogEntry[]) => entries.map((entry) => ({ ...entry, bytes: [...entry.bytes] }));
      expect(read.type === "entries" && plain(read.entries)).toEqual(plain(heard));
    });

    it("stops at its limits, but gives one at least, and says that there is more", async () => {
      let at = await top();
      await appendAll(...Array.from({ length: 70 }, (_, n) => `${n}`.padEnd(10)));
      const parts: number[] = [];
      for (let more = true; more; ) {
        const read = await log.read(
          "g:a",
          at,
          parts.length % 2 ? { count: 40, bytes: 10_000 } : { count: 9, bytes: 25 },
        );
        if (read.type === "gap") throw new Error(read.reason);
        parts.push(read.entries.length);
        at = read.entries.at(-1) ?? at;
        more = read.more;
      }
      expect(parts).toEqual([2, 40, 2, 26]);
      const one = await log.read("g:a", { ...at, offset: 0, tag: 0 }, { count: 5, bytes: 1 });
      expect(one).toMatchObject({ more: true, entries: [{ offset: 1 }] });
    });

    it("gives the newest, oldest first, and none twice", async () => {
      expect(await log.last("g:a", ALL)).toEqual([]);
      const [, second] = await appendAll("1", "2", "3", "4");
      const last = async (limit = ALL, after?: StreamPosition) => (await other.last("g:a", limit, after)).map(textOf);
      expect(await last()).toEqual(["1", "2", "3", "4"]);
      expect(await last({ ...ALL, count: 2 })).toEqual(["3", "4"]);
      expect(await last({ ...ALL, bytes: 3 })).toEqual(["2", "3", "4"]);
      expect(await last(ALL, second)).toEqual(["3", "4"]);
      expect(await last(ALL, { epoch: 1, offset: 3, tag: 1 })).toEqual(["1", "2", "3", "4"]);
    });
  });

  describe("a gap", () => {
    it("is told as window when entries were pushed out, and as nothing one before that", async () => {
      const keep = { count: 3, forMs: 60_000 };
      const positions: StreamPosition[] = [];
      for (const n of [1, 2, 3, 4, 5]) positions.push(await append(`${n}`, keep));
      const [first, second] = positions as [StreamPosition, StreamPosition];
      expect(await readAll(second)).toEqual(["3", "4", "5"]);
      expect(await log.read("g:a", first, ALL)).toEqual({ type: "gap", reason: "window", top: positions.at(-1) });
    });

    it("is told as window when their time was over, but only to who missed some", async () => {
      const first = await append("1", SHORT);
      const second = await append("2", SHORT);
      await world.pass(2 * SHORT.forMs);
      expect(await readAll(first)).toBe("window");
      expect(await readAll(second)).toEqual([]);
      expect(await top(SHORT)).toEqual(second);
      const third = await append("3", SHORT);
      expect(third).toMatchObject({ epoch: first.epoch, offset: 3 });
    });

    it("is told as epoch when the stream was lost", async () => {
      const [, second] = (await appendAll("1", "2")) as [StreamPosition, StreamPosition];
      await world.lose("g:a");
      const read = await log.read("g:a", second, ALL);
      expect(read).toMatchObject({ type: "gap", reason: "epoch", top: { offset: 0, tag: 0 } });
      expect(read.type === "gap" && (await readAll(read.top))).toEqual([]);
      expect(await append("3")).toMatchObject({ offset: 1 });
      expect(await readAll(second)).toBe("epoch");
    });

    it("is told as epoch when nobody kept its numbers for too long", async () => {
      const first = await append("1", SHORT);
      await world.pass(6 * SHORT.forMs);
      await top(SHORT);
      await world.pass(6 * SHORT.forMs);
      expect(await top(SHORT)).toEqual(first);
      await world.pass(12 * SHORT.forMs);
      expect(await readAll(first)).toBe("epoch");
    });

    it("is told as fork when the tail was lost and other entries have its offsets", async () => {
      const [first] = (await appendAll("1", "2")) as [StreamPosition];
      const failover = await world.save("g:a");
      const lost = (await appendAll("3", "4", "5")) as [StreamPosition, StreamPosition, StreamPosition];
      await failover();
      expect(await readAll(lost[0])).toBe("fork");
      await appendAll("three", "four");
      for (const position of lost) expect(await readAll(position)).toBe("fork");
      await appendAll("five", "six");
      for (const position of lost) expect(await readAll(position)).toBe("fork");
      expect(await readAll(first)).toEqual(["2", "three", "four", "five", "six"]);
    });
  });

  it("begins streams that are asked for, each once, and keeps the order of the questions", async () => {
    const first = await append("1");
    const streams = ["u:new", "g:a", "u:other"].map((stream) => ({ stream, keep: KEEP }));
    const [mine, theirs] = await Promise.all([log.tops(streams), other.tops(streams)]);
    expect(mine).toEqual(theirs);
    expect(mine.map(({ offset }) => offset)).toEqual([0, 1, 0]);
    expect(mine[1]).toEqual(first);
  });

  it("leaves nothing behind when all times are over", { timeout: 60_000 }, async () => {
    await log.append("g:a", text("1"), { keep: SHORT, producer: { id: "p", serial: 1 } });
    await log.tops([{ stream: "u:new", keep: SHORT }]);
    await log.read("u:other", { epoch: 1, offset: 1, tag: 1 }, ALL);
    expect(await world.size()).toBeGreaterThanOrEqual(3);
    for (let round = 0; (await world.size()) > 0 && round < 100; round++) await world.pass(100);
    expect(await world.size()).toBe(0);
  });
}
