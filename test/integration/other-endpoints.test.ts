import { once } from "node:events";
import { createServer as createHttpServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { defineContract } from "@volley/protocol";
import { createServer } from "@volley/server";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { recordingLogger } from "../support/recording-logger.js";
import { until } from "../support/until.js";

/** Starts a server of Volley, and an endpoint of the app's own beside it that tells clients their address. */
async function start() {
  const server = createServer(defineContract({}), {
    ...{ anonymous: true, logger: recordingLogger() },
    edge: { trustProxy: 1, maxConnectionsPerAddress: 2, maxPending: 3, origins: ["https://play.example"] },
  });
  const http = createHttpServer({ headersTimeout: 4_000 });
  server.attach(http);
  const own = new WebSocketServer({ noServer: true });
  http.on("upgrade", (request, socket, head) => {
    if (request.url !== "/own") return;
    const admitted = server.admitUpgrade(request, socket);
    if (admitted === undefined) return;
    own.handleUpgrade(request, socket, head, (opened) => {
      admitted.settled();
      opened.on("message", () => opened.send(admitted.address));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    await server.close();
    http.close();
    http.closeAllConnections();
  });
  const url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`;
  /** Opens a WebSocket: it, or the status that says why not. */
  const open = async (address: string, { path = "/own", origin = "https://play.example" } = {}) => {
    const socket = new WebSocket(`${url}${path}`, { headers: { origin, "x-forwarded-for": address } });
    socket.on("error", () => {});
    onTestFinished(() => socket.terminate());
    const refused = once(socket, "unexpected-response").then(
      ([, response]) => (response as IncomingMessage).statusCode,
    );
    return Promise.race([once(socket, "open").then(() => socket), refused]);
  };
  return { open };
}

const VOLLEY = { path: "/volley/?EIO=4&transport=websocket" };

describe("a WebSocket endpoint of the app's own, which asks the edge,", () => {
  it("knows the client's address, and refuses pages as Volley does", async () => {
    const { open } = await start();
    const socket = (await open("192.0.2.1")) as WebSocket;
    socket.send("who am I?");
    expect(String((await once(socket, "message"))[0])).toBe("192.0.2.1");
    expect(await open("192.0.2.2", { origin: "https://evil.example" })).toBe(403);
  });

  it("counts an address's connections together with Volley's, as long as they stand", async () => {
    const { open } = await start();
    const first = (await open("192.0.2.1")) as WebSocket;
    expect(await open("192.0.2.1", VOLLEY)).toBeInstanceOf(WebSocket);
    expect(await open("192.0.2.1")).toBe(429);
    expect(await open("192.0.2.1", VOLLEY)).toBe(429);
    first.terminate();
    await until(async () => (await open("192.0.2.1")) instanceof WebSocket, "there is room again");
  });

  it("doesn't count those that it has let in among the pending ones", async () => {
    const { open } = await start();
    for (let n = 0; n < 6; n++) expect(await open(`192.0.2.${n}`)).toBeInstanceOf(WebSocket);
  });
});
