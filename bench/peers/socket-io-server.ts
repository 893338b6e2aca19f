import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdapter } from "@socket.io/redis-adapter";
import { Redis } from "ioredis";
import { Server, type ServerOptions, type Socket } from "socket.io";
import msgpack from "socket.io-msgpack-parser";
import { DONE, type Payload, payloads } from "../payloads.js";
import type { PeerServer, ServerConfig } from "./peer-server.js";

type Answer = (answer: unknown) => void;

/** Socket.IO as its documentation says, over WebSocket only. It checks no input. */
export async function start({ serializer, redisUrl, clusterName, resume }: ServerConfig): Promise<PeerServer> {
  let handled = 0;
  const http = createServer();
  const io = new Server(http, {
    transports: ["websocket"],
    serveClient: false,
    ...(serializer === "msgpack" ? { parser: msgpack } : {}),
    ...(redisUrl === undefined ? {} : { adapter: await connectedAdapter(redisUrl, clusterName) }),
    ...(resume === true ? { connectionStateRecovery: {} } : {}),
  } as Partial<ServerOptions>);

  io.on("connection", (socket: Socket) => {
    const { uid } = socket.handshake.auth as { uid?: string };
    if (uid !== undefined) void socket.join(`user:${uid}`);
    socket.on("enter", ({ id }: { id: number }, answer: Answer) => {
      void socket.join(`table:${id}`);
      answer(DONE);
    });
    for (const event of ["move", "note"]) {
      socket.on(event, (_data: unknown, answer: Answer) => {
        handled++;
        answer(DONE);
      });
    }
    socket.on("tell", () => void handled++);
  });
  io.on("bank", (_data: unknown, answer: Answer) => answer(DONE));

  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  return {
    port: (http.address() as AddressInfo).port,
    handled: () => handled,
    pushGroup: (group, payload) => void io.to(`table:${group}`).emit(eventOf(payload), payloads[payload]),
    pushUser: (uid) => void io.to(`user:${uid}`).emit("moved", payloads.move),
    ...(redisUrl === undefined ? {} : { call: () => io.serverSideEmitWithAck("bank", payloads.move) }),
  };
}

const eventOf = (payload: Payload): string => (payload === "move" ? "moved" : "noted");

/** Connected before there is a server: else the first messages between nodes are lost. */
async function connectedAdapter(url: string, key = "socket.io"): Promise<ReturnType<typeof createAdapter>> {
  const [publisher, subscriber] = [new Redis(url), new Redis(url)];
  await Promise.all([once(publisher, "ready"), once(subscriber, "ready")]);
  return createAdapter(publisher, subscriber, { key });
}
