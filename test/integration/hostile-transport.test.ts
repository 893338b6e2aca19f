import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import { startChat } from "../support/chat.js";
import { RawClient } from "../support/raw-client.js";
import { recordingLogger } from "../support/recording-logger.js";
import { until } from "../support/until.js";

const failures: unknown[] = [];
const noteFailure = (error: unknown): void => void failures.push(error);
const logger = recordingLogger();
let running: Awaited<ReturnType<typeof startChat>>;
const sockets: Socket[] = [];

// Nobody is ended for saying no hello: what ends a connection here is what it is ended for.
beforeAll(async () => {
  process.on("uncaughtException", noteFailure);
  process.on("unhandledRejection", noteFailure);
  running = await startChat({ logger, timeouts: { connectMs: 60_000 } });
});
afterAll(async () => {
  await running.server.close();
  process.off("uncaughtException", noteFailure);
  process.off("unhandledRejection", noteFailure);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  // Whoever behaves is served.
  (await new RawClient(running.url).join()).terminate();
  expect(failures).toEqual([]);
  expect(logger.lines.filter(({ level }) => level === "error")).toEqual([]);
});

/** Speaks HTTP by hand; resolves with all that came when the server closed, or `enough` of it did. */
async function say(text: string, enough = (_answer: string) => false): Promise<string> {
  const socket = connect(Number(new URL(running.url).port), "127.0.0.1");
  sockets.push(socket);
  socket.on("error", () => {});
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk.toString("latin1");
  });
  socket.write(text);
  await until(() => socket.closed || enough(answer), "an answer");
  return answer;
}
const upgrade = (path: string, headers = ""): string =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
  `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${headers}\r\n`;
const OURS = "/volley/?EIO=4&transport=websocket";
const stands = (answer: string): boolean => answer.includes('"sid"');

/** A WebSocket frame of a client. `opcode` 0 goes on with a message, 2 starts a binary one. */
function frame(opcode: number, payload: Uint8Array, { fin = true } = {}): Buffer {
  const { length } = payload;
  const size = length < 126 ? [0x80 | length] : [0x80 | 126, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([(fin ? 0x80 : 0) | opcode, ...size, 0, 0, 0, 0]), payload]);
}

async function openSocket(): Promise<Socket> {
  const socket = connect(Number(new URL(running.url).port), "127.0.0.1");
  sockets.push(socket);
  socket.on("error", () => {});
  socket.write(upgrade(OURS));
  await once(socket, "data");
  socket.resume();
  return socket;
}

it.each([
  ["polling", "/volley/?EIO=4&transport=polling"],
  ["polling that posts", "/volley/?EIO=4&transport=polling&sid=x"],
  ["Socket.IO's client bundle", "/volley/socket.io.js"],
  ["Socket.IO's client bundle, where it usually is", "/socket.io/socket.io.js"],
])("answers 404 to %s", async (_what, path) => {
  expect((await fetch(running.url + path)).status).toBe(404);
  expect(
    (await fetch(running.url + path, { method: "POST", body: "x", headers: { "content-type": "text/evil" } })).status,
  ).toBe(404);
});

/** Engine.IO says so when the WebSocket stands already, and ends it. */
const NO_VERSION = /HTTP\/1\.1 400 [\s\S]*Unsupported protocol version$/;

it.each([
  ["Engine.IO 3", "/volley/?EIO=3&transport=websocket", NO_VERSION],
  ["no version", "/volley/?transport=websocket", NO_VERSION],
  ["polling as an upgrade", "/volley/?EIO=4&transport=polling", /^HTTP\/1\.1 400/],
  ["WebTransport", "/volley/?EIO=4&transport=webtransport", /^HTTP\/1\.1 400/],
  ["a made-up session", "/volley/?EIO=4&transport=websocket&sid=AAAA", /^HTTP\/1\.1 400/],
  ["another path", "/elsewhere/", /^HTTP\/1\.1 404/],
  ["a path that leaves ours", "/volley/../volley/", /^HTTP\/1\.1 404/],
])("refuses an upgrade to %s", async (_what, path, status) => {
  expect(await say(upgrade(path))).toMatch(status);
});

it("opens nothing for an upgrade of 3,000 headers, or one of 100 KB, and lives", async () => {
  const many = await say(upgrade(OURS, "a: b\r\n".repeat(2_100)), stands);
  expect(many).toMatch(/^HTTP\/1\.1 (?:431|400|101)/);
  expect(await say(upgrade(OURS, `a: ${"b".repeat(100_000)}\r\n`))).toMatch(/^HTTP\/1\.1 431/);
});

it("refuses what is no WebSocket handshake", async () => {
  expect(await say(upgrade(OURS).replace("dGhlIHNhbXBsZSBub25jZQ==", "short"))).toMatch(/^HTTP\/1\.1 400/);
  expect(await say(upgrade(OURS).replace("Version: 13", "Version: 7"))).toMatch(/^HTTP\/1\.1 (?:400|426)/);
  expect(await say("\x16\x03\x01\x02\x00\x01")).toMatch(/^HTTP\/1\.1 400/);
});

it("compresses nothing, so that nothing small can become large", async () => {
  const offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
  const answer = await say(upgrade(OURS, offer), stands);
  expect(answer).toContain("101 Switching Protocols");
  expect(answer.toLowerCase()).not.toContain("permessage-deflate");
  const socket = await openSocket();
  // A frame that claims to be compressed.
  const compressed = frame(2, new Uint8Array(100));
  compressed.writeUInt8((compressed[0] ?? 0) | 0x40, 0);
  socket.write(compressed);
  await until(() => socket.closed, "its end");
});

it("takes a message in a thousand fragments, and ends the connection for more, however small they are", async () => {
  const client = await new RawClient(running.url).open();
  client.terminate();
  const one = Uint8Array.of(0x41);
  const fragments = (count: number): Buffer =>
    Buffer.concat([
      frame(2, one, { fin: false }),
      ...Array.from({ length: count }, () => frame(0, one, { fin: false })),
    ]);
  const patient = await openSocket();
  patient.write(fragments(1_000));
  // Still there: it answers a ping.
  patient.write(frame(9, one));
  const [pong] = (await once(patient, "data")) as [Buffer];
  expect(pong[0]).toBe(0x8a);
  const bomber = await openSocket();
  bomber.write(fragments(1_100));
  await until(() => bomber.closed, "its end");
});

it("ends a connection for a message above the limit before it has come, in one frame or in many", async () => {
  const claims = await openSocket();
  // Says that 4 GB follow, and sends none of them.
  claims.write(Buffer.from([0x82, 0x80 | 127, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]));
  await until(() => claims.closed, "its end");
  const adds = await openSocket();
  const half = new Uint8Array(40_000);
  adds.write(Buffer.concat([frame(2, half, { fin: false }), frame(0, half)]));
  await until(() => adds.closed, "its end");
});

it("survives a peer that goes away in the middle of everything", async () => {
  for (const text of [upgrade(OURS), upgrade("/elsewhere"), upgrade(OURS, "Origin: https://evil.example\r\n")]) {
    for (let at = 0; at < text.length; at += 40) {
      const socket = connect(Number(new URL(running.url).port), "127.0.0.1");
      socket.on("error", () => {});
      await once(socket, "connect");
      socket.write(text.slice(0, at + 40));
      socket.resetAndDestroy();
    }
  }
});

it("answers a WebSocket client's questions about protocols with none", async () => {
  const socket = new WebSocket(`${running.url.replace("http", "ws")}${OURS}`, ["__proto__", "chat"]);
  const end = await new Promise((resolve) => {
    socket.once("open", () => resolve(socket.protocol));
    socket.once("error", (error) => resolve(error.message));
  });
  socket.terminate();
  // `ws` takes the first one, which means nothing here.
  expect(["__proto__", "Server sent no subprotocol"]).toContain(end);
});
