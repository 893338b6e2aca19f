import { createClient } from "@volley/client";
import {
  EXTENSION,
  encodeNotify,
  encodePing,
  encodePush,
  encodeReply,
  encodeRequest,
  encodeUnknown,
  formatHello,
  toUtf8,
  traceExtensions,
} from "@volley/protocol/internal";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { chat, startChat } from "../support/chat.js";
import { HELLO, RawClient } from "../support/raw-client.js";
import { recordingLogger } from "../support/recording-logger.js";

const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const logger = recordingLogger();
let running: Awaited<ReturnType<typeof startChat>>;
/** The healthy client: it must notice nothing. */
let healthy: ReturnType<typeof connect>;
const statuses: string[] = [];
const failures: unknown[] = [];
const noteFailure = (error: unknown): void => void failures.push(error);

function connect(url: string) {
  return createClient(chat, { url });
}

beforeAll(async () => {
  process.on("uncaughtException", noteFailure);
  process.on("unhandledRejection", noteFailure);
  running = await startChat({ logger });
  healthy = connect(running.url);
  await healthy.connect();
  healthy.onStatus(({ state }) => statuses.push(state));
});
afterAll(async () => {
  await healthy.close();
  await running.server.close();
  process.off("uncaughtException", noteFailure);
  process.off("unhandledRejection", noteFailure);
});

let client: RawClient;
beforeEach(() => {
  client = new RawClient(running.url);
});
afterEach(async () => {
  client.terminate();
  // The process lives, and whoever behaves is served.
  expect(await healthy.request("tool.echo", { still: "here" })).toEqual({ still: "here" });
  expect(statuses).toEqual([]);
  expect(failures).toEqual([]);
  expect(logger.lines.filter(({ level }) => level === "error")).toEqual([]);
});

describe("frames", () => {
  it("survives 10,000 random and mutated messages", { timeout: 120_000 }, async () => {
    const valid = [
      encodeRequest(1, 4, { payload: toUtf8('{"a":1}') }),
      encodeNotify(3, { payload: toUtf8('{"n":1}'), extensions: [{ type: 1, value: Uint8Array.of(1, 2, 3) }] }),
      encodeRequest(1, 4, { extensions: traceExtensions({ traceparent, tracestate: "a=1" }) }),
      encodeUnknown(0x7f, 3, Uint8Array.of(1)),
    ];
    const mutated = fc
      .record({ base: fc.constantFrom(...valid), at: fc.nat(), to: fc.integer({ min: 0, max: 255 }), cut: fc.nat(3) })
      .map(({ base, at, to, cut }) => {
        const bytes = Uint8Array.from(base);
        bytes[at % bytes.length] = to;
        return bytes.subarray(0, bytes.length - cut);
      });
    const messages = fc.sample(fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated), { numRuns: 10_000, seed: 7 });
    let tried = 0;
    let breaches = 0;

    /** Sends one message after another; each is over when a ping behind it is answered, or the connection is ended. */
    async function attack(): Promise<void> {
      let attacker = await new RawClient(running.url).join();
      for (let message = messages.pop(); message !== undefined; message = messages.pop()) {
        const pings = ++tried;
        attacker.send(message);
        attacker.send(encodePing(pings));
        const survived = (): boolean => attacker.frames.some((frame) => frame.kind === "pong" && frame.id === pings);
        await attacker.until(() => attacker.closed || survived());
        if (!attacker.closed) continue;
        // A breach of the format ends its connection, and only that.
        expect(attacker.json("goodbye")).toMatchObject({ reason: "protocol" });
        breaches++;
        attacker = await new RawClient(running.url).join();
      }
      attacker.terminate();
    }
    await Promise.all(Array.from({ length: 20 }, attack));
    expect(tried).toBe(10_000);
    expect(breaches).toBeGreaterThan(1_000);
  });

  it.each([
    ["no bytes", new Uint8Array(0)],
    ["one byte", Uint8Array.of(0x41)],
    ["two bytes", Uint8Array.of(0x41, 5)],
    ["a length of 4 GiB", Uint8Array.of(0x41, 0xff, 0xff, 0xff, 0xff, 0x0f)],
    ["a server's frame: push", encodePush(0)],
    ["a server's frame: reply", encodeReply(1, new Uint8Array(0))],
  ])("ends a connection with reason protocol for %s", async (_what, bytes) => {
    await client.join();
    client.send(bytes);
    await client.untilClosed();
    expect(client.json("goodbye")).toMatchObject({ reason: "protocol" });
  });

  it("answers an unknown kind that wants an answer, and skips one that doesn't", async () => {
    await client.join();
    client.send(encodeUnknown(0x3f, undefined));
    client.send(encodeUnknown(0x7f, 9));
    await client.until(() => client.frames.some(({ kind }) => kind === "error"));
    expect(client.json("error")).toMatchObject({ code: "UNSUPPORTED" });
    expect(client.closed).toBe(false);
  });

  it.each([
    ["nothing", ""],
    ["a traceparent that is none", traceparent.toUpperCase()],
    ["a tracestate that is none", `${traceparent}\nNO\n`],
    ["60,000 bytes", `${traceparent}\n${"a=1,".repeat(15_000)}`],
    ["no UTF-8", Uint8Array.of(0xff, 0xfe)],
  ])("answers a request whose trace context is %s as any other", async (_what, given) => {
    await client.join();
    const value = typeof given === "string" ? toUtf8(given) : given;
    const echo = 5;
    client.send(encodeRequest(1, echo, { payload: toUtf8("1"), extensions: [{ type: EXTENSION.trace, value }] }));
    await client.until(() => client.frames.some(({ kind }) => kind === "reply"));
    expect(client.json("reply")).toBe(1);
  });

  it("ends a connection that uses a request id twice at once", async () => {
    await client.join();
    const echo = encodeRequest(1, 4, { payload: toUtf8("1") });
    const twice = new Uint8Array([...echo, ...echo]);
    client.send(twice);
    await client.untilClosed();
    expect(client.json("goodbye")).toMatchObject({ reason: "protocol" });
  });

  it("closes for a message above the limit", async () => {
    await client.join();
    client.send(new Uint8Array(65_537));
    await client.untilClosed();
  });
});

describe("payloads", () => {
  it.each([
    ["3,000 levels of JSON", "[".repeat(3_000) + "]".repeat(3_000)],
    ["6,000 open brackets", "[".repeat(6_000)],
    ["a __proto__ key", '{"__proto__":{"admin":true}}'],
    ["no JSON", "{"],
    ["no UTF-8", "\u0000"],
  ])("answers BAD_REQUEST for %s", async (_what, text) => {
    await client.join({ contract: chat.fingerprint });
    client.send(encodeRequest(1, 4, { payload: toUtf8(text) }));
    await client.until(() => client.frames.some(({ kind }) => kind === "error"));
    expect(client.json("error")).toMatchObject({ code: "BAD_REQUEST" });
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    expect(client.closed).toBe(false);
  });

  it("answers NOT_FOUND for a route that isn't there, and BAD_REQUEST for a request to a notify route", async () => {
    await client.join({ contract: chat.fingerprint });
    client.send(encodeRequest(1, 4_000_000));
    await client.until(() => client.frames.some(({ kind }) => kind === "error"));
    expect(client.json("error")).toMatchObject({ code: "NOT_FOUND" });
    client.send(encodeRequest(2, 3));
    await client.until(() => client.frames.filter(({ kind }) => kind === "error").length === 2);
    expect(client.json("error")).toMatchObject({ code: "BAD_REQUEST", message: expect.stringContaining("notify") });
  });
});

describe("handshake", () => {
  const connectPacket = `40${JSON.stringify(formatHello(HELLO))}`;

  it.each([
    ["a message before CONNECT", encodeRequest(1, 4)],
    ["an event before CONNECT", '42["x"]'],
    ["a disconnect before CONNECT", "41"],
    ["an ack", "43[]"],
    ["a binary event", '451-["x",{"_placeholder":true,"num":0}]'],
    ["a binary ack", '461-[{"_placeholder":true,"num":0}]'],
    ["another namespace", `40/admin,${JSON.stringify(formatHello(HELLO))}`],
    ["a packet of no type", "4x"],
    ["an engine packet of no type", "z"],
  ])("closes for %s", async (_what, packet) => {
    await client.open();
    client.send(packet);
    await client.untilClosed();
    expect(client.frames).toEqual([]);
  });

  it("closes for CONNECT and a message in one go, before the welcome", async () => {
    await client.open();
    client.send(connectPacket);
    client.send(encodeRequest(1, 4));
    await client.untilClosed();
  });

  it.each([
    "connect",
    "connect_error",
    "disconnect",
    "disconnecting",
    "newListener",
    "removeListener",
    "error",
    "volley",
  ])("closes for the event %s, and runs nothing by it", async (event) => {
    await client.join();
    client.send(`42${JSON.stringify([event, "forged"])}`);
    await client.untilClosed();
    expect(client.frames.filter(({ kind }) => kind !== "welcome")).toEqual([]);
  });

  it("closes for a second CONNECT, before and after the welcome", async () => {
    await client.open();
    client.send(connectPacket);
    client.send(connectPacket);
    await client.untilClosed();
    const late = await new RawClient(running.url).join();
    late.send(connectPacket);
    await late.untilClosed();
  });

  it.each([
    ["nothing", "40"],
    ["no hello", "40{}"],
    ["an array", "40[]"],
    ["__proto__", '40{"__proto__":{"volley":1},"volley":{"protocol":[1,1]}}'],
    ["wrong types", '40{"volley":{"protocol":"1","contract":1,"serializer":[]},"token":{}}'],
  ])("turns away a CONNECT with %s", async (_what, packet) => {
    await client.open();
    client.send(packet);
    await client.untilClosed();
    expect(client.frames).toEqual([]);
  });

  it("turns away versions and serializers that it doesn't speak, and says so", async () => {
    for (const hello of [{ protocol: [7, 9] as const }, { serializer: "smoke-signals" }]) {
      const stranger = await new RawClient(running.url).open();
      stranger.send(`40${JSON.stringify(formatHello({ ...HELLO, ...hello }))}`);
      await stranger.untilClosed();
      const refusal = stranger.received.find((each) => typeof each === "string" && each.startsWith("44"));
      expect(refusal).toContain('"version"');
      expect(refusal).toContain('"UNSUPPORTED"');
    }
  });

  it.each([
    "/volley/?EIO=4&transport=polling",
    "/volley/?EIO=9&transport=websocket",
    "/volley/?EIO=4&transport=websocket&sid=__proto__",
    "/volley/%00?x",
    "/volley//",
  ])("refuses the upgrade of %s", async (path) => {
    const socket = new WebSocket(running.url.replace(/^http/, "ws") + path);
    await new Promise<void>((resolve) => {
      socket.on("error", () => {});
      socket.on("close", () => resolve());
    });
  });
});
