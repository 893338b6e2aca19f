import { systemError } from "@volley/protocol/internal";
import { describe, expect, it, vi } from "vitest";
import { PushStream, type PushStreamParts } from "./push-stream.js";

const open = (parts: Partial<PushStreamParts> = {}) =>
  new PushStream<number>({ buffer: 2, overflow: "drop-oldest", ...parts });

/** Reads until nothing is left, and how it ended. */
async function drain(stream: PushStream<number>): Promise<unknown[]> {
  const read: unknown[] = [];
  try {
    for await (const item of stream) read.push(item);
    return [...read, "done"];
  } catch (error) {
    return [...read, (error as { code: string }).code];
  }
}

describe("PushStream", () => {
  it("gives items to loops that wait, in turn", async () => {
    const stream = open();
    const waiting = [stream.next(), stream.next()];
    stream.add(1);
    stream.add(2);
    expect(await Promise.all(waiting)).toEqual([
      { done: false, value: 1 },
      { done: false, value: 2 },
    ]);
  });

  it.each([
    ["drop-oldest", [2, 3, "done"]],
    ["drop-newest", [1, 2, "done"]],
    ["fail", [1, 2, "BUSY"]],
  ] as const)("with %s makes of three items for two places: %j", async (overflow, outcome) => {
    const stream = open({ overflow });
    for (const item of [1, 2, 3]) stream.add(item);
    stream.end();
    expect(await drain(stream)).toEqual(outcome);
  });

  it("has no overflow while the loop keeps up", async () => {
    const stream = open({ overflow: "fail" });
    for (let item = 0; item < 10; item++) {
      stream.add(item);
      expect(await stream.next()).toEqual({ done: false, value: item });
    }
  });

  it("ends behind the items that wait", async () => {
    const stream = open();
    stream.add(1);
    stream.end();
    stream.add(2);
    expect(await drain(stream)).toEqual([1, "done"]);
  });

  it("tells its error once, then is done", async () => {
    const stream = open();
    stream.end(systemError("BUSY", "too slow"));
    await expect(stream.next()).rejects.toMatchObject({ code: "BUSY" });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it("forgets everything when the loop is left", async () => {
    const stream = open({ overflow: "fail" });
    for (const item of [1, 2, 3]) stream.add(item);
    expect(await stream.return()).toEqual({ done: true, value: undefined });
    expect(await drain(stream)).toEqual(["done"]);
  });

  it("wakes the loops that wait when it ends", async () => {
    const stream = open();
    const waiting = stream.next();
    stream.end();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it("lets go once of what it holds, at once if it is over", () => {
    const stream = open();
    const [early, late] = [vi.fn(), vi.fn()];
    stream.hold(early);
    stream.end();
    stream.end();
    stream.hold(late);
    expect(early).toHaveBeenCalledOnce();
    expect(late).toHaveBeenCalledOnce();
  });
});
