import { type Hello, ManualClock, PROTOCOL_VERSIONS } from "@volley/protocol/internal";
import { describe, expect, it, vi } from "vitest";
import { simulate, type Weather } from "./simulate.js";
import type { TransportEvents } from "./transport.js";

const hello: Hello = { protocol: PROTOCOL_VERSIONS, contract: "", serializer: "json", token: null, handshake: {} };

function setUp(weather: Partial<Weather>) {
  const clock = new ManualClock();
  const transport = { send: vi.fn<(message: Uint8Array) => void>(), close: vi.fn() };
  const events = { message: vi.fn(), refused: vi.fn(), closed: vi.fn() };
  let server: TransportEvents | undefined;
  const open = simulate(
    (_, inner) => {
      server = inner;
      return transport;
    },
    { latencyMs: 0, jitterMs: 0, lossRate: 0, clock, random: () => 0.5, ...weather },
  );
  const client = open(hello, events);
  return { clock, client, transport, events, server: server as TransportEvents };
}
const message = (content: number): Uint8Array => Uint8Array.of(content);

describe("simulate", () => {
  it("delays both directions", async () => {
    const { clock, client, server, transport, events } = setUp({ latencyMs: 50 });
    client.send(message(1));
    server.message(message(2));
    await clock.advance(49);
    expect(transport.send).not.toHaveBeenCalled();
    expect(events.message).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(transport.send).toHaveBeenCalledWith(message(1));
    expect(events.message).toHaveBeenCalledWith(message(2));
  });

  it("adds chance to it, and keeps the order all the same", async () => {
    const chances = [0, 1, 0, 0.1];
    const { clock, client, transport } = setUp({ latencyMs: 10, jitterMs: 100, random: () => chances.shift() ?? 0 });
    client.send(message(1));
    client.send(message(2));
    await clock.advance(109);
    expect(transport.send).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(transport.send.mock.calls.flat()).toEqual([message(1), message(2)]);
    client.send(message(3));
    await clock.advance(10);
    expect(transport.send).toHaveBeenCalledTimes(3);
  });

  it("gives each message its own time", async () => {
    const chances = [1, 0, 1, 0.5];
    const { clock, client, transport } = setUp({ latencyMs: 10, jitterMs: 100, random: () => chances.shift() ?? 0 });
    client.send(message(1));
    client.send(message(2));
    await clock.advance(59);
    expect(transport.send.mock.calls.flat()).toEqual([message(1)]);
    await clock.advance(1);
    expect(transport.send).toHaveBeenCalledTimes(2);
  });

  it("shows a loss as a stall of all that comes behind it", async () => {
    const chances = [0.2, 0, 0.9, 0];
    const { clock, server, events } = setUp({ lossRate: 0.5, random: () => chances.shift() ?? 0.9 });
    server.message(message(1));
    server.message(message(2));
    await clock.advance(199);
    expect(events.message).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(events.message).toHaveBeenCalledTimes(2);
  });

  it("lets the end come behind the last message", async () => {
    const { clock, server, events } = setUp({ latencyMs: 10 });
    server.message(message(1));
    server.closed("gone");
    await clock.advance(10);
    expect(events.message.mock.invocationCallOrder[0]).toBeLessThan(events.closed.mock.invocationCallOrder[0] ?? 0);
  });

  it("keeps nothing when it is closed", async () => {
    const { clock, client, server, transport, events } = setUp({ latencyMs: 10 });
    client.send(message(1));
    server.message(message(2));
    client.close();
    expect(transport.close).toHaveBeenCalledOnce();
    expect(clock.pending).toBe(0);
    await clock.advance(100);
    expect(events.message).not.toHaveBeenCalled();
  });
});
