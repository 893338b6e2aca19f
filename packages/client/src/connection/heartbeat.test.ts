import { ManualClock } from "@volley/protocol/internal";
import { describe, expect, it, vi } from "vitest";
import { Heartbeat } from "./heartbeat.js";

function setUp() {
  const clock = new ManualClock();
  const ping = vi.fn<(id: number) => void>();
  const silent = vi.fn();
  const heartbeat = new Heartbeat({ clock, everyMs: 10_000, timeoutMs: 5_000, ping, silent });
  const pongAfter = async (ms: number): Promise<number | undefined> => {
    await clock.advance(ms);
    return heartbeat.pong(ping.mock.lastCall?.[0] ?? 0);
  };
  return { clock, ping, silent, heartbeat, pongAfter };
}

/** Past the quick pings of the start: nothing is under way. */
async function atRest() {
  const made = setUp();
  made.heartbeat.start();
  for (let count = 0; count < 3; count++) await made.pongAfter(20);
  return made;
}

describe("Heartbeat", () => {
  it("does nothing before it is started", async () => {
    const { clock, ping } = setUp();
    await clock.advance(60_000);
    expect(ping).not.toHaveBeenCalled();
  });

  it("sends three pings in a row, then one per interval", async () => {
    const { clock, ping, pongAfter } = await atRest();
    expect(ping.mock.calls.flat()).toEqual([1, 2, 3]);
    await clock.advance(9_999);
    expect(ping).toHaveBeenCalledTimes(3);
    await clock.advance(1);
    expect(ping).toHaveBeenCalledTimes(4);
    await pongAfter(20);
    await clock.advance(10_000);
    expect(ping).toHaveBeenCalledTimes(5);
  });

  it("tells the round trip of a pong", async () => {
    const { heartbeat, pongAfter } = setUp();
    heartbeat.start();
    expect(await pongAfter(35)).toBe(35);
  });

  it("ignores pongs that nobody waits for", async () => {
    const { heartbeat, pongAfter, ping } = setUp();
    heartbeat.start();
    expect(heartbeat.pong(7)).toBeUndefined();
    await pongAfter(1);
    expect(heartbeat.pong(1)).toBeUndefined();
    expect(ping).toHaveBeenCalledTimes(1);
  });

  it("reports silence when a pong is overdue, at the latest 15 s after the last sign of life", async () => {
    const { clock, silent } = await atRest();
    await clock.advance(14_999);
    expect(silent).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(silent).toHaveBeenCalledOnce();
  });

  it("doesn't report silence when the pong comes in time", async () => {
    const { clock, silent, pongAfter } = await atRest();
    await clock.advance(10_000);
    await pongAfter(4_999);
    await clock.advance(9_999);
    expect(silent).not.toHaveBeenCalled();
  });

  it("leaves no timer behind", async () => {
    const { clock, heartbeat } = await atRest();
    heartbeat.stop();
    expect(clock.pending).toBe(0);
    const other = setUp();
    other.heartbeat.start();
    other.heartbeat.stop();
    expect(other.clock.pending).toBe(0);
  });
});
