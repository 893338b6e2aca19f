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
});
