import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, it } from "vitest";
import { createWebSocketEngine } from "./websocket-engine.js";

it("bounds the pieces of a message where they are put together, in the WebSocket itself", async () => {
  const engine = createWebSocketEngine(65_536);
  const http = createServer().listen(0, "127.0.0.1");
  http.on("upgrade", (request, socket, head) => engine.handleUpgrade(request as never, socket, head));
  await new Promise((resolve) => http.once("listening", resolve));
  const receiver = new Promise<Record<string, unknown>>((resolve) => {
    engine.once("connection", ({ transport }: { transport: { socket: { _receiver: Record<string, unknown> } } }) =>
      resolve(transport.socket._receiver),
    );
  });
  const client = connect((http.address() as AddressInfo).port, "127.0.0.1");
  client.on("error", () => {});
  client.write(
    "GET /?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  );
  expect(await receiver).toMatchObject({ _maxFragments: 1_024, _maxBufferedChunks: 4_096, _maxPayload: 65_536 });
  client.destroy();
  engine.close();
  http.close();
  http.closeAllConnections();
});
