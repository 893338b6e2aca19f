import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { WebSocketClient } from "./web-socket.js";

const open: WebSocketServer[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function connected() {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  open.push(server);
  await once(server, "listening");
  const heard: { text: string; isText: boolean }[] = [];
  const { port } = server.address() as AddressInfo;
  const accepted = once(server, "connection") as Promise<[WebSocket]>;
  const client = await WebSocketClient.open(port, "/", {
    message: ({ bytes, isText }) => heard.push({ text: bytes.toString(), isText }),
  });
  const [socket] = await accepted;
  return { client, socket, heard };
}

it.each([1, 125, 126, 65_535, 65_536, 200_000])("sends and reads messages of %i bytes", async (length) => {
  const { client, socket, heard } = await connected();
  const echoed = new Promise<void>((resolve) => {
    socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
    client.listen({
      message: ({ bytes, isText }) => {
        heard.push({ text: bytes.toString(), isText });
        if (heard.length === 2) resolve();
      },
    });
  });
  const text = "x".repeat(length);
  client.sendText(text);
  client.sendBinary(Buffer.from(text));
  await echoed;
  expect(heard).toEqual([
    { text, isText: true },
    { text, isText: false },
  ]);
  client.destroy();
});

it("counts the bytes at its socket", async () => {
  const { client, socket } = await connected();
  const before = client.bytes;
  const came = once(socket, "message");
  client.sendText("twelve bytes");
  await came;
  expect(client.bytes.out - before.out).toBe(2 + 4 + 12);
  client.destroy();
});

it("answers pings, and tells of the end", async () => {
  const { client, socket } = await connected();
  const ended = new Promise<void>((resolve) => client.listen({ message() {}, close: resolve }));
  const ponged = once(socket, "pong");
  socket.ping("hello");
  const [data] = (await ponged) as [Buffer];
  expect(data.toString()).toBe("hello");
  socket.close();
  await ended;
});

it("rejects if the server refuses", async () => {
  const { client, socket } = await connected();
  client.destroy();
  await once(socket, "close");
  const [server] = open as [WebSocketServer];
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  await expect(WebSocketClient.open(port, "/", { message() {} })).rejects.toThrow("ECONNREFUSED");
});
