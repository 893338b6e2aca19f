import { createServer as createHttpServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createClient } from "@volley/client";
import { createServer, type Server } from "@volley/server";
import express from "express";
import { Server as SocketIoServer } from "socket.io";
import { io } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { type Chat, chat, serveChat } from "../support/chat.js";

/** Runs until an event, or rejects with the socket's error. */
const opened = (socket: WebSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once("open", () => resolve());
    socket.once("error", reject);
  });

describe("a server attached to an HTTP server that others use too", () => {
  let http: HttpServer;
  let server: Server<Chat>;
  let url: string;

  const listen = async (): Promise<void> => {
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  };
  const talk = async (): Promise<unknown> => {
    await using client = createClient(chat, { url });
    return await client.request("tool.echo", "hello");
  };

  beforeEach(() => {
    const app = express();
    app.get("/health", (_request, response) => {
      response.json({ ok: true });
    });
    http = createHttpServer(app);
    server = createServer(chat, { anonymous: true }) as unknown as Server<Chat>;
    serveChat(server);
  });
  afterEach(async () => {
    await server.close();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });

  it("leaves Express's routes alone, those under its own path too", async () => {
    server.attach(http);
    await listen();
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ ok: true });
    expect((await fetch(`${url}/volley/`)).status).toBe(404);
    expect(await talk()).toBe("hello");
  });

  it.each(["before", "after"])("leaves another Socket.IO alone that was attached %s it", async (order) => {
    if (order === "after") server.attach(http);
    const other = new SocketIoServer(http);
    other.on("connection", (socket) => socket.on("ask", (answer: (text: string) => void) => answer("from the other")));
    if (order === "before") server.attach(http);
    await listen();
    const socket = io(url, { reconnection: false });
    expect(await socket.emitWithAck("ask")).toBe("from the other");
    expect(await talk()).toBe("hello");
    socket.disconnect();
    other.disconnectSockets(true);
    other.engine.close();
  });

  it("leaves a slow upgrade handler of somebody else its time", async () => {
    const others = new WebSocketServer({ noServer: true });
    let finish: () => void = () => {};
    http.on("upgrade", (request, socket, head) => {
      if (request.url !== "/other") return;
      // Such as one that looks up a user first.
      finish = () => others.handleUpgrade(request, socket, head, (ws) => ws.send("other"));
    });
    server.attach(http);
    await listen();
    const socket = new WebSocket(`${url.replace("http", "ws")}/other`);
    const message = new Promise((resolve) => socket.once("message", (data) => resolve(String(data))));
    expect(await talk()).toBe("hello");
    finish();
    await opened(socket);
    expect(await message).toBe("other");
    socket.terminate();
  });

  it("answers 404 to upgrades that nobody else takes", async () => {
    server.attach(http);
    await listen();
    await expect(opened(new WebSocket(`${url.replace("http", "ws")}/nobody`))).rejects.toThrow(/404/);
  });

  it("lets go of the HTTP server when it is closed, which stays open", async () => {
    server.attach(http);
    await listen();
    await talk();
    await server.close();
    expect(http.listenerCount("upgrade")).toBe(0);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect(() => server.attach(http)).toThrow(/closed/);
  });

  it("can be one of two on one HTTP server, by their paths", async () => {
    const second = createServer(chat, { anonymous: true, path: "/second" }) as unknown as Server<Chat>;
    serveChat(second);
    server.attach(http);
    second.attach(http);
    await listen();
    await using client = createClient(chat, { url, path: "/second" });
    expect(await client.request("tool.echo", 2)).toBe(2);
    expect(await talk()).toBe("hello");
    await second.close();
    expect(await talk()).toBe("hello");
  });
});
