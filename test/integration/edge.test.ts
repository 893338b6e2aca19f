import { once } from "node:events";
import { createServer as createHttpServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { createClient } from "@volley/client";
import { createServer } from "@volley/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type ClientOptions, WebSocket } from "ws";
import { chat, serveChat, startChat } from "../support/chat.js";
import { RawClient } from "../support/raw-client.js";
import { recordingLogger } from "../support/recording-logger.js";
import { until } from "../support/until.js";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(...[options]: Parameters<typeof startChat>) {
  const running = await startChat(options);
  closing.push(() => running.server.close());
  return running;
}

/** What a server answers to an upgrade: a WebSocket, or its HTTP status and text. */
function knock(
  url: string,
  headers: ClientOptions["headers"] = {},
): Promise<{ status: number; text: string; retryAfter?: string }> {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/volley/?EIO=4&transport=websocket`, { headers });
  closing.push(() => socket.terminate());
  return new Promise((resolve, reject) => {
    socket.once("open", () => resolve({ status: 101, text: "" }));
    socket.once("error", reject);
    socket.once("unexpected-response", (_request, response: IncomingMessage) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => {
        const { statusCode: status = 0, headers: answered } = response;
        resolve({ status, text, ...(answered["retry-after"] && { retryAfter: answered["retry-after"] }) });
      });
    });
  });
}

describe("a foreign page", () => {
  it("can't open a connection, with the visitor's cookies or without: it is told what to do, and so is the log", async () => {
    vi.stubEnv("NODE_ENV", "production");
    const logger = recordingLogger();
    const { url } = await start({ logger });
    for (let n = 0; n < 3; n++) {
      const { status, text } = await knock(url, { origin: "https://evil.example", cookie: "session=victim" });
      expect(status).toBe(403);
      expect(text).toMatch(/edge\.origins/);
    }
    expect(logger.lines.filter(({ message }) => message.includes("edge.origins"))).toHaveLength(1);
    expect((await knock(url, { origin: "http://localhost:5173" })).status).toBe(403);
    expect((await knock(url, { origin: url })).status).toBe(101);
    expect((await knock(url)).status).toBe(101);
  });

  it("may connect if the server names it", async () => {
    const { url } = await start({ edge: { origins: ["https://play.example"] } });
    expect((await knock(url, { origin: "https://play.example" })).status).toBe(101);
    expect((await knock(url, { origin: "https://play.example.evil.example" })).status).toBe(403);
  });
});

describe("addresses", () => {
  it("come from behind trusted proxies, for lists, authenticate and the session", async () => {
    const attempts: string[] = [];
    const { server, url } = await start({
      edge: { trustProxy: 1, deny: ["2001:db8::/32"] },
      authenticate: ({ address }) => {
        attempts.push(address);
        return { uid: "ann" };
      },
    });
    expect((await knock(url, { "x-forwarded-for": "192.0.2.1, 2001:db8::7" })).status).toBe(403);
    const client = new RawClient(url, { headers: { "x-forwarded-for": "2001:db8::7, 192.0.2.1" } });
    closing.push(() => client.terminate());
    await client.join({ token: "x" });
    expect(attempts).toEqual(["192.0.2.1"]);
    expect(server.sessions().map(({ address }) => address)).toEqual(["192.0.2.1"]);
  });

  it("get so many connections each, and room when some are gone", async () => {
    const { url } = await start({ edge: { trustProxy: 1, maxConnectionsPerAddress: 2 } });
    const headers = { "x-forwarded-for": "192.0.2.1" };
    const clients = await Promise.all([1, 2].map(() => new RawClient(url, { headers }).join()));
    expect(await knock(url, headers)).toMatchObject({ status: 429, retryAfter: "1" });
    expect((await knock(url, { "x-forwarded-for": "192.0.2.2" })).status).toBe(101);
    clients[0]?.terminate();
    await until(async () => (await knock(url, headers)).status === 101, "room");
    clients[1]?.terminate();
  });
});

describe("a storm", () => {
  it("is told when to come back, before any token is looked at, and everybody gets in", async () => {
    let authenticated = 0;
    const { url } = await start({
      edge: { handshakes: { rate: 10, perMs: 1_000, burst: 10 } },
      authenticate: () => ({ uid: `user-${++authenticated}` }),
    });
    const raw = await Promise.all(Array.from({ length: 30 }, () => new RawClient(url).open()));
    for (const client of raw)
      client.send('40{"volley":{"protocol":[1,1],"contract":"","serializer":"json"},"token":"x"}');
    const answers = (kind: string) =>
      raw.flatMap(({ received }) => received.filter((each) => String(each).startsWith(kind)));
    await until(() => answers("40").length + answers("44").length === raw.length, "an answer for each");
    const refusals = answers("44");
    expect(refusals.length).toBeGreaterThan(0);
    expect(String(refusals[0])).toMatch(/"reason":"busy","retryAfterMs":\d+.*"code":"BUSY".*"retryable":true/);
    expect(authenticated).toBeLessThanOrEqual(30 - refusals.length);
    const client = createClient(chat, { url, token: () => "x" });
    closing.push(() => client.close());
    await client.connect();
    for (const each of raw) each.terminate();
  });

  it("of connections that aren't let in yet has a bound of its own", async () => {
    let letIn: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      letIn = resolve;
    });
    const { url } = await start({ edge: { maxPending: 2 }, authenticate: () => gate.then(() => ({ uid: "ann" })) });
    const clients = await Promise.all([1, 2].map(() => new RawClient(url).open()));
    expect(await knock(url)).toMatchObject({ status: 503, retryAfter: "1" });
    const joining = clients.map((client) => client.join({ token: "x" }));
    letIn();
    await Promise.all(joining);
    expect((await knock(url)).status).toBe(101);
    for (const each of clients) each.terminate();
  });
});

/** Opens a TCP connection that the test speaks over; tells how long it lasted when it ends. */
function open(url: string): { readonly socket: Socket; readonly lasted: Promise<number> } {
  const startedAt = performance.now();
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  closing.push(() => socket.destroy());
  socket.on("error", () => {});
  socket.resume();
  return {
    socket,
    lasted: new Promise((resolve) => socket.once("close", () => resolve(performance.now() - startedAt))),
  };
}
const UPGRADE =
  "GET /volley/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/** Says a text byte by byte, as slowly as it takes to stay alive. */
function drip(socket: Socket, text: string): void {
  let at = 0;
  const timer = setInterval(() => {
    if (text !== "") socket.write(text.charAt(at++ % text.length), "latin1");
  }, 200);
  socket.once("close", () => clearInterval(timer));
}

describe("a connection that says nothing, or very slowly,", () => {
  // At once, since each takes its time.
  it("is ended within 5 s", { timeout: 40_000 }, async () => {
    const { url } = await start();
    const cases: [what: string, first: string, slowly: string][] = [
      ["says nothing at all", "", ""],
      ["sends its headers byte by byte", "", UPGRADE],
      ["sends header after header", UPGRADE, "X: y\r\n"],
      ["sends a body byte by byte", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n", "x"],
      ["asks once, and stays", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", ""],
      ["opens a WebSocket, and nothing more", `${UPGRADE}\r\n`, ""],
      ["opens a WebSocket, and pings", `${UPGRADE}\r\n`, "\x89\x80\0\0\0\0"],
      ["opens a WebSocket, and drips a frame", `${UPGRADE}\r\n`, "\x82\xfe\x7f\xff"],
    ];
    const lasted = cases.map(async ([what, first, slowly]) => {
      const { socket, lasted } = open(url);
      await once(socket, "connect");
      socket.write(first);
      drip(socket, slowly);
      return { what, ms: await lasted };
    });
    // A busy machine may take longer for it. Node's and Socket.IO's own defaults would take 40 s and more.
    const late = (await Promise.all(lasted)).filter(({ ms }) => ms < 3_000 || ms > 15_000);
    expect(late).toEqual([]);
  });

  it("counts no more when it is gone", async () => {
    const { url } = await start({ edge: { maxConnections: 1 }, timeouts: { connectMs: 100 } });
    const { socket, lasted } = open(url);
    socket.write(`${UPGRADE}\r\n`);
    await lasted;
    expect((await knock(url)).status).toBe(101);
  });

  it("doesn't answer its close: it is cut", async () => {
    const { url } = await start({ authenticate: () => null });
    const { socket, lasted } = open(url);
    socket.write(`${UPGRADE}\r\n`);
    await once(socket, "data");
    const hello = Buffer.from('40{"volley":{"protocol":[1,1],"contract":"","serializer":"json"},"token":"x"}');
    const mask = Buffer.from([0, 0, 0, 0]);
    socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | hello.length]), mask, hello]));
    expect(await lasted).toBeLessThan(4_000);
  });
});

it("lets an authenticate that takes longer than connectMs come to its end", async () => {
  const { url } = await start({
    timeouts: { connectMs: 50 },
    authenticate: async () => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { uid: "ann" };
    },
  });
  const client = await new RawClient(url).join({ token: "x" });
  client.terminate();
});

describe("a server of the app's own that is attached", () => {
  it("is warned about when it waits longer for headers than Node's minute", () => {
    const logger = recordingLogger();
    const server = createServer(chat, { anonymous: true, logger });
    serveChat(server as never);
    const warnings = (): number => logger.lines.filter(({ message }) => message.includes("headersTimeout")).length;
    server.attach(createHttpServer());
    expect(warnings()).toBe(0);
    server.attach(createHttpServer({ headersTimeout: 0, requestTimeout: 0 }));
    server.attach(createHttpServer({ headersTimeout: 60_001 }));
    expect(warnings()).toBe(2);
    return server.close();
  });

  it("ends silent WebSockets all the same", async () => {
    const http = createHttpServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => http.once("listening", resolve));
    const server = createServer(chat, { anonymous: true, timeouts: { connectMs: 100 } });
    serveChat(server as never);
    server.attach(http);
    closing.push(async () => {
      await server.close();
      http.close();
      http.closeAllConnections();
    });
    const { socket, lasted } = open(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
    socket.write(`${UPGRADE}\r\n`);
    expect(await lasted).toBeLessThan(10_000);
  });
});
