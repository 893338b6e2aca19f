import { describe, expect, it } from "vitest";
import { type FakeClient, startTraffic } from "./traffic.fixture.js";

const say = { request: "chat.say", input: () => "hello" } as const;
const first = (clients: readonly FakeClient[]): FakeClient => clients[0] as FakeClient;

describe("connections", () => {
  it("are opened along the ramp, and measured from when each was due", async () => {
    const slow = { prepare: (client: FakeClient) => (client.connect = async () => {}) };
    const { clock, clients, tally } = await startTraffic({}, { connections: 4, ...slow });
    await clock.advance(260);
    expect(clients).toHaveLength(2);
    await clock.advance(50); // the first is due for 310 ms, the second for 60
    for (const client of clients) client.become({ resumed: false });
    await clock.advance(60_000);
    expect(tally.connections).toMatchObject({ opened: 4, connected: 2 });
    expect(tally.connections.latencies.percentile(0)).toBeCloseTo(60, 0);
    expect(tally.connections.latencies.percentile(100)).toBeCloseTo(310, 0);
  });

  it("that are lost and come back are counted, resumed ones too", async () => {
    const { clock, clients, tally, intervals } = await startTraffic({});
    await clock.advance(1_100);
    first(clients).lose();
    first(clients).lose(); // the next attempt fails as well
    await clock.advance(1_000);
    expect(intervals.map(({ connected }) => connected)).toEqual([1, 0]);
    first(clients).become({ resumed: true });
    first(clients).lose();
    first(clients).become({ resumed: false });
    first(clients).resync("window");
    first(clients).resync("joined");
    await clock.advance(60_000);
    const { connections } = tally;
    expect(connections).toMatchObject({ opened: 1, connected: 1, reconnected: 2, resumed: 1, resyncs: 1 });
    expect(connections.losses.list()).toEqual([{ code: "DISCONNECTED", count: 2, example: "the network failed" }]);
    expect(connections.failures.list()).toMatchObject([{ code: "DISCONNECTED", count: 1 }]);
  });

  it("go on with their messages while they are away: whoever plays would wait, too", async () => {
    const { clock, clients, tally } = await startTraffic({ steps: [say] });
    await clock.advance(1_100);
    first(clients).lose();
    await clock.advance(60_000);
    expect(tally.steps[0]).toMatchObject({ sent: 20, notSent: 0 });
  });

  it("that were told to stay away leave the load to the others", async () => {
    const { clock, clients, tally } = await startTraffic({ steps: [say] }, { connections: 2 });
    await clock.advance(1_000);
    const before = first(clients).asked.length;
    first(clients).end();
    await clock.advance(60_000);
    expect(first(clients).asked).toHaveLength(before);
    expect(tally.steps[0]).toMatchObject({ sent: 20, notSent: 0 });
    expect(tally.connections.closings.list()).toEqual([{ code: "kicked", count: 1, example: "bye" }]);
  });
});

describe("setup", () => {
  it("comes before a client's messages, and again when its session was lost", async () => {
    const { clock, clients } = await startTraffic({
      state: () => ({ setups: 0 }),
      setup: (_, { state }) => void state.setups++,
      steps: [{ request: "chat.say", input: ({ state }) => `${state.setups}` }],
    });
    await clock.advance(1_050);
    expect(first(clients).asked.at(-1)).toBe("1");
    first(clients).lose();
    first(clients).become({ resumed: true });
    await clock.advance(200);
    expect(first(clients).asked.at(-1)).toBe("1");
    first(clients).lose();
    first(clients).become({ resumed: false });
    await clock.advance(200);
    expect(first(clients).asked.at(-1)).toBe("2");
  });

  it("that fails is counted and tried again", async () => {
    let tries = 0;
    const setup = (): void => {
      if (++tries < 3) throw new Error("not yet");
    };
    const { clock, tally } = await startTraffic({ setup, steps: [say] }, { durationMs: 10_000 });
    await clock.advance(60_000);
    expect(tries).toBe(3);
    expect(tally.connections.setups.list()).toEqual([{ code: "SCENARIO", count: 2, example: "not yet" }]);
    expect(tally.steps[0]?.sent).toBeGreaterThan(80);
    expect(tally.steps[0]?.notSent).toBeGreaterThan(5);
  });

  it("and connect may fail for good without ending the run", async () => {
    const { clock, tally, isOver } = await startTraffic({
      connect: () => Promise.reject(new Error("no token")),
      steps: [say],
    });
    await clock.advance(60_000);
    expect(isOver()).toBe(true);
    expect(tally.connections).toMatchObject({ opened: 1, connected: 0 });
    expect(tally.connections.setups.list()).toMatchObject([{ code: "SCENARIO", example: "no token" }]);
  });
});
