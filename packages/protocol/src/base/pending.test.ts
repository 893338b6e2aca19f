import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { toPending } from "./pending.js";

const failure = new Error("no");

describe("a pending request", () => {
  it("is a promise of the reply", async () => {
    const pending = toPending<number, Error>(Promise.resolve(3));
    expect(pending).toBeInstanceOf(Promise);
    expect(await pending).toBe(3);
    await expect(toPending(Promise.reject(failure))).rejects.toBe(failure);
  });

  it("gives its outcome as a value", async () => {
    expect(await toPending<number, Error>(Promise.resolve(3)).result()).toEqual({ ok: true, data: 3 });
    expect(await toPending<number, Error>(Promise.reject(failure)).result()).toEqual({ ok: false, error: failure });
  });

  it("may be used both ways, more than once", async () => {
    const pending = toPending<number, Error>(Promise.reject(failure));
    expect(await pending.catch(() => "caught")).toBe("caught");
    expect(await Promise.all([pending.result(), pending.result()])).toMatchObject([{ ok: false }, { ok: false }]);
  });
});

describe("a failure", () => {
  const unhandled = vi.fn();
  let others: readonly NodeJS.UnhandledRejectionListener[] = [];

  // The test runner's own listeners would fail the run.
  beforeEach(() => {
    others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", unhandled);
  });
  afterEach(() => {
    process.removeAllListeners("unhandledRejection");
    for (const other of others) process.on("unhandledRejection", other);
    unhandled.mockClear();
  });
  const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it("is handled for whoever asks only for the result", async () => {
    await toPending(Promise.reject(failure)).result();
    await nextTurn();
    expect(unhandled).not.toHaveBeenCalled();
  });

  it("surfaces as ever when nobody looks at it", async () => {
    void toPending(Promise.reject(failure));
    await nextTurn();
    expect(unhandled).toHaveBeenCalledOnce();
  });
});
