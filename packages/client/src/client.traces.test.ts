import { type Frame, traceOf } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { readyClient, startClient } from "./client.fixture.js";

const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const extensionsOf = (frame: Frame | undefined) =>
  (frame !== undefined && "extensions" in frame && frame.extensions) || [];

describe("a trace context", () => {
  it("goes with the request and the notify that it is given for, and with no others", async () => {
    const { client, server, connection } = await readyClient();
    void client.request("lobby.leave", undefined, { trace: { traceparent, tracestate: "a=1" } }).result();
    client.notify("lobby.point", { x: 1 }, { trace: { traceparent } });
    void client.request("lobby.leave").result();
    client.notify("lobby.wave");
    await server.settle();
    const sent = connection.messages.flat().map(extensionsOf);
    expect(sent.map(traceOf)).toEqual([{ traceparent, tracestate: "a=1" }, { traceparent }, undefined, undefined]);
    expect(sent.map(({ length }) => length)).toEqual([1, 1, 0, 0]);
  });

  it("is sent as it was when it was given", async () => {
    const { client, server } = startClient();
    const trace = { traceparent };
    client.notify("lobby.wave", undefined, { trace });
    trace.traceparent = traceparent.replace("4bf9", "ffff");
    const connection = await server.welcome();
    expect(traceOf(extensionsOf(connection.messages.flat()[0]))).toEqual({ traceparent });
  });

  it.each([
    ["empty", { traceparent: "" }],
    ["malformed", { traceparent: traceparent.toUpperCase() }],
    ["none", null],
    ["not a text", { traceparent: 7 }],
  ])("is not sent if it is %s, and the message is all the same", async (_, trace) => {
    const { client, server, connection } = await readyClient();
    client.notify("lobby.point", { x: 1 }, { trace: trace as never });
    void client.request("lobby.leave", undefined, { trace: trace as never }).result();
    await server.settle();
    expect(connection.lines).toEqual(['notify lobby.point {"x":1}', "request #1 lobby.leave"]);
    expect(connection.messages.flat().map(extensionsOf)).toEqual([[], []]);
  });

  it("goes without a tracestate that isn't valid", async () => {
    const { client, server, connection } = await readyClient();
    client.notify("lobby.wave", undefined, { trace: { traceparent, tracestate: "x".repeat(10_000) } });
    await server.settle();
    expect(traceOf(extensionsOf(connection.messages.flat()[0]))).toStrictEqual({ traceparent });
  });
});
