import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Client, Room, Server } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { DONE, payloads } from "../payloads.js";
import type { PeerServer } from "./peer-server.js";

/** A Colyseus server: one room is one group. It checks no input, and its rooms keep no state. */
export async function start(): Promise<PeerServer> {
  let handled = 0;
  const rooms = new Map<number, Room>();

  class Table extends Room {
    override onCreate({ table }: { table: number }): void {
      rooms.set(table, this);
      this.autoDispose = false;
      this.patchRate = null;
      for (const type of ["move", "note"]) {
        this.onMessage(type, () => {
          handled++;
          return DONE;
        });
      }
      this.onMessage("tell", () => void handled++);
    }
    override onDrop(client: Client): void {
      void this.allowReconnection(client, 120).catch(() => {});
    }
  }

  const http = createServer();
  // Its default refuses messages of more than 4 kB.
  const transport = new WebSocketTransport({ server: http, maxPayload: 64 * 1024 });
  const server = new Server({ transport, greet: false, gracefullyShutdown: false });
  server.define("table", Table).filterBy(["table"]);
  await server.listen(0, "127.0.0.1");
  if (!http.listening) await once(http, "listening");
  return {
    port: (http.address() as AddressInfo).port,
    handled: () => handled,
    pushGroup: (group, payload) => {
      rooms.get(group)?.broadcast(payload === "move" ? "moved" : "noted", payloads[payload]);
    },
  };
}
