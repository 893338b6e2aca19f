import { ManualClock } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { ServerClock } from "./server-clock.js";

function setUp() {
  const clock = new ManualClock({ startedAt: 1_000_000 });
  return { clock, serverClock: new ServerClock(clock) };
}

describe("ServerClock", () => {
  it("tells the machine's time as long as it knows nothing else", async () => {
    const { clock, serverClock } = setUp();
    await clock.advance(5);
    expect(serverClock.now()).toBe(1_000_005);
    expect(serverClock.rttMs).toBeUndefined();
  });

  it("takes a welcome as a first guess", async () => {
    const { clock, serverClock } = setUp();
    serverClock.restart(2_000_000);
    await clock.advance(10);
    expect(serverClock.now()).toBe(2_000_010);
    expect(serverClock.rttMs).toBeUndefined();
  });

  it("prefers any pong to the welcome, and takes half of the round trip as the way back", () => {
    const { serverClock } = setUp();
    serverClock.restart(3_000_000);
    serverClock.sample(2_000_000, 900);
    expect(serverClock.now()).toBe(2_000_450);
    expect(serverClock.rttMs).toBe(900);
  });

  it("trusts the sample with the shortest round trip", () => {
    const { serverClock } = setUp();
    serverClock.sample(2_000_000, 40);
    serverClock.sample(2_000_700, 1_000);
    expect(serverClock.now()).toBe(2_000_020);
    expect(serverClock.rttMs).toBe(1_000);
  });

  it("forgets old samples, however good", () => {
    const { serverClock } = setUp();
    serverClock.sample(2_000_000, 1);
    for (let count = 0; count < 8; count++) serverClock.sample(3_000_000, 10);
    expect(serverClock.now()).toBe(3_000_005);
  });

  it("starts over with the next server", () => {
    const { serverClock } = setUp();
    serverClock.sample(2_000_000, 1);
    serverClock.restart(5_000_000);
    expect(serverClock.now()).toBe(5_000_000);
  });
});
