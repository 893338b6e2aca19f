import {
  encodeJson,
  encodePong,
  encodeReply,
  encodeWelcome,
  joinBytes,
  ManualClock,
  PROTOCOL_VERSIONS,
} from "@volley/protocol/internal";
import { describe, expect, it, vi } from "vitest";
import { Connection, type ConnectionPorts } from "./connection.js";
import { ServerClock } from "./server-clock.js";
import type { TransportEvents } from "./transport.js";

function start(openTransport: ConnectionPorts["openTransport"]) {
  const clock = new ManualClock();
  const events = { welcomed: vi.fn(), frame: vi.fn(), pinged: vi.fn(), ponged: vi.fn(), ended: vi.fn() };
  const connection = new Connection(
    {
      openTransport,
      hello: async () => ({
        protocol: PROTOCOL_VERSIONS,
        contract: "",
        serializer: "json",
        token: null,
        handshake: {},
      }),
      clock,
      serverClock: new ServerClock(clock),
      heartbeat: { everyMs: 10_000, timeoutMs: 5_000 },
      connectTimeoutMs: 10_000,
    },
    events,
  );
  return { connection, clock, events };
}

describe("a transport that fails while it is opened", () => {
  it("by an event ends the connection once, and is closed", async () => {
    const close = vi.fn();
    const { clock, events } = start((_, { closed }) => {
      closed("no network");
      closed("still no network");
      return { send: () => {}, close };
    });
    await clock.advance(0);
    expect(events.ended).toHaveBeenCalledOnce();
    expect(events.ended.mock.lastCall?.[0].ending).toEqual({ reason: "network", text: "no network" });
    expect(close).toHaveBeenCalledOnce();
    expect(clock.pending).toBe(0);
  });

  it("by a throw ends the connection, with its cause", async () => {
    const cause = new TypeError("no WebSocket here");
    const { clock, events } = start(() => {
      throw cause;
    });
    await clock.advance(0);
    expect(events.ended.mock.lastCall?.[0]).toMatchObject({ ending: { reason: "network" }, error: { cause } });
    expect(clock.pending).toBe(0);
  });
});

describe("a ping and its pong", () => {
  it("are reported, so that what was written before is known to have arrived", async () => {
    let server: TransportEvents | undefined;
    const { clock, events } = start((_, inner) => {
      server = inner;
      return { send: () => {}, close: () => {} };
    });
    await clock.advance(0);
    server?.message(encodeWelcome(encodeJson({ protocol: 1, session: "s", now: 0 })));
    expect([events.pinged, events.ponged].map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
    server?.message(encodePong(1, 0));
    server?.message(encodePong(1, 0));
    expect([events.pinged, events.ponged].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
    expect(events.frame).not.toHaveBeenCalled();
  });
});

describe("a connection that broke the protocol", () => {
  it("reports nothing behind its end, also of the same message", async () => {
    let server: TransportEvents | undefined;
    const { clock, events } = start((_, inner) => {
      server = inner;
      return { send: () => {}, close: () => {} };
    });
    await clock.advance(0);
    const welcome = encodeWelcome(encodeJson({ protocol: 1, session: "s", now: 0 }));
    const reply = encodeReply(1, new Uint8Array());
    const frames = [welcome, reply, welcome, reply];
    server?.message(joinBytes(frames, welcome.length * 2 + reply.length * 2));
    expect(events.frame).toHaveBeenCalledOnce();
    expect(events.ended).toHaveBeenCalledOnce();
  });
});

describe("a connection that is closed", () => {
  it("sends nothing, and reports nothing", async () => {
    const transport = { send: vi.fn(), close: vi.fn() };
    const { connection, clock, events } = start(() => transport);
    await clock.advance(0);
    connection.close();
    connection.close();
    connection.send([new Uint8Array(1)]);
    expect(transport.close).toHaveBeenCalledOnce();
    expect(transport.send).not.toHaveBeenCalled();
    expect(events.ended).not.toHaveBeenCalled();
  });
});
