import { EventEmitter } from "node:events";
import { ManualClock } from "@volley/protocol/internal";
import { expect, it, vi } from "vitest";
import { onEnd } from "./on-end.js";

function start() {
  const clock = new ManualClock();
  const signals = new EventEmitter();
  const exit = vi.fn();
  let drained = (_: number): void => {};
  const drain = vi.fn(() => new Promise<number>((resolve) => (drained = resolve)));
  const close = vi.fn(() => new Promise<void>(() => {}));
  onEnd({ clock, drainMs: 60_000, closeMs: 5_000, drain, close, exit, signals });
  return {
    clock,
    exit,
    drain,
    close,
    send: (name = "SIGTERM") => signals.emit(name, name),
    end: (code: number) => drained(code),
  };
}

it("drains at the first signal, and leaves with its exit code", async () => {
  const { exit, drain, close, send, end } = start();
  send();
  expect(drain).toHaveBeenCalledWith("SIGTERM");
  end(0);
  await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(0));
  expect(close).not.toHaveBeenCalled();
});

it("takes a signal that comes twice for one, as Ctrl-C does", async () => {
  const { clock, drain, close, send } = start();
  send("SIGINT");
  await clock.advance(900);
  send("SIGINT");
  expect([drain.mock.calls.length, close.mock.calls.length]).toEqual([1, 0]);
});

it("closes at once at a second signal, and leaves at a third", async () => {
  const { clock, exit, close, send, end } = start();
  send();
  await clock.advance(1_500);
  send();
  expect(close).toHaveBeenCalledTimes(1);
  // A drain that was cut short is no good end.
  end(0);
  await clock.advance(1_500);
  expect(exit).not.toHaveBeenCalled();
  send();
  expect(exit.mock.calls).toEqual([[1]]);
});

it.each([
  ["a drain", 1, 65_000],
  ["closing", 2, 5_000],
])("leaves when the time of %s is over", async (_, count, ms) => {
  const { clock, exit, send } = start();
  for (let n = 0; n < count; n++) {
    send();
    if (n + 1 < count) await clock.advance(1_500);
  }
  await clock.advance(ms - 1);
  expect(exit).not.toHaveBeenCalled();
  await clock.advance(1);
  expect(exit).toHaveBeenCalledWith(1);
});
