import { ManualClock } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { toConnectionEnd } from "./connection-end.js";
import { Connector, type ConnectorPorts } from "./connector.js";

type Events = Parameters<ConnectorPorts["open"]>[0];

describe("a connector", () => {
  it("waits twice as long after each failure, up to the longest time", async () => {
    const clock = new ManualClock();
    const opened: Events[] = [];
    const connector = new Connector({
      open: (events) => {
        opened.push(events);
        return { close: () => {} };
      },
      clock,
      random: () => 1,
      reconnect: { minMs: 500, maxMs: 5_000 },
      closing: () => {},
      listenerFailed: () => {},
    });
    const waits: number[] = [];
    connector.onStatus((status) => status.state === "waiting" && waits.push(status.retryInMs));
    connector.want();
    for (let count = 0; count < 5; count++) {
      opened.at(-1)?.ended(toConnectionEnd({ reason: "network" }));
      await clock.advance(waits.at(-1) ?? 0);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
    expect(opened).toHaveLength(6);
  });

  describe("in a planned move", () => {
    const welcome = { session: "s", uid: undefined, resumed: true } as unknown as Parameters<Events["welcomed"]>[0];
    function start() {
      const opened: { readonly events: Events; closed: boolean }[] = [];
      const connector = new Connector({
        open: (events) => {
          const one = { events, closed: false };
          opened.push(one);
          return {
            close: () => {
              one.closed = true;
            },
          };
        },
        clock: new ManualClock(),
        random: () => 1,
        reconnect: { minMs: 500, maxMs: 5_000 },
        closing: () => {},
        listenerFailed: () => {},
      });
      const states: string[] = [];
      connector.onStatus(({ state }) => states.push(state));
      connector.want();
      opened[0]?.events.welcomed(welcome);
      connector.move();
      return { opened, states };
    }

    it("stays ready when the old connection ends before the next one is welcomed", () => {
      const { opened, states } = start();
      opened[0]?.events.ended(toConnectionEnd({ reason: "network" }));
      expect(opened[1]?.closed).toBe(false);
      opened[1]?.events.welcomed(welcome);
      opened[1]?.events.ended(toConnectionEnd({ reason: "network" }));
      expect(states).toEqual(["connecting", "ready", "ready", "waiting"]);
      expect(opened).toHaveLength(2);
    });

    it("waits when the next one fails too", () => {
      const { opened, states } = start();
      opened[0]?.events.ended(toConnectionEnd({ reason: "network" }));
      opened[1]?.events.ended(toConnectionEnd({ reason: "network" }));
      expect(states).toEqual(["connecting", "ready", "waiting"]);
    });

    it("stays where it is when only the next one fails", () => {
      const { opened, states } = start();
      opened[1]?.events.ended(toConnectionEnd({ reason: "going-away", retryAfterMs: 500 }));
      expect(states).toEqual(["connecting", "ready"]);
    });

    it("closes both when the old connection ends for good", () => {
      const { opened, states } = start();
      opened[0]?.events.ended(toConnectionEnd({ reason: "kicked" }));
      expect(opened[1]?.closed).toBe(true);
      expect(states).toEqual(["connecting", "ready", "closed"]);
    });
  });
});
