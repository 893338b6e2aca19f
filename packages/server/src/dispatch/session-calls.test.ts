import { expect, it, vi } from "vitest";
import { SessionCalls } from "./session-calls.js";

const callsUnderWay = () => {
  const calls = new SessionCalls({ mailbox: 10, inFlight: 4 });
  const [first, second, notify, last] = [1, 2, 3, 4].map(() => ({ abort: vi.fn() }));
  if (!first || !second || !notify || !last) throw new Error("four were made");
  calls.add(first, 1);
  calls.add(second, 2);
  calls.add(notify, undefined);
  calls.add(last, 4);
  return { calls, first, second, notify, last };
};

it("knows all that is under way, the newest one included", () => {
  const { calls, first, last, notify, second } = callsUnderWay();
  expect([calls.size, calls.full]).toEqual([4, true]);
  expect([1, 2, 3, 4].map((id) => calls.has(id))).toEqual([true, true, false, true]);
  calls.remove(last, 4);
  calls.remove(notify, undefined);
  calls.remove(first, 1);
  expect([calls.size, calls.full, calls.has(4), calls.has(1), calls.has(2)]).toEqual([1, false, false, false, true]);
  calls.remove(second, 2);
  expect(calls.size).toBe(0);
});

it("aborts the one that is cancelled", () => {
  const { calls, first, last, notify, second } = callsUnderWay();
  calls.cancel(4);
  calls.cancel(1);
  calls.cancel(3);
  expect([first, second, notify, last].map(({ abort }) => abort.mock.calls.length)).toEqual([1, 0, 0, 1]);
});

it("aborts requests, which nobody could be answered, and lets notifies go on", () => {
  const { calls, first, last, notify, second } = callsUnderWay();
  calls.abortRequests("gone");
  expect([first, second, notify, last].map(({ abort }) => abort.mock.calls.length)).toEqual([1, 1, 0, 1]);
  const newest = { abort: vi.fn() };
  calls.remove(last, 4);
  calls.add(newest, undefined);
  calls.abortRequests("gone");
  expect(newest.abort).not.toHaveBeenCalled();
  calls.abortAll("over");
  expect([notify, newest].map(({ abort }) => abort.mock.calls.length)).toEqual([1, 1]);
});

it("waits for what is under way now, not for what comes later", async () => {
  const { calls, first, last, notify, second } = callsUnderWay();
  let isSettled = false;
  const settled = calls.settled().then(() => {
    isSettled = true;
  });
  const later = { abort: vi.fn() };
  calls.remove(last, 4);
  calls.add(later, 5);
  calls.remove(first, 1);
  calls.remove(second, 2);
  await Promise.resolve();
  expect(isSettled).toBe(false);
  calls.remove(notify, undefined);
  await settled;
  expect(calls.size).toBe(1);
});
