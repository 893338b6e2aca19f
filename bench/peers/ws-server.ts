import { once } from "node:events";
import type { AddressInfo } from "node:net";
import * as ws from "ws";
import { DONE, type Payload, payloads } from "../payloads.js";
import type { PeerServer } from "./peer-server.js";

/** A message of this little protocol: JSON with a type, and an id if an answer is wanted. */
interface Message {
  readonly id?: number;
  readonly type: string;
  readonly data: unknown;
}

/**
 * As little as a game needs on `ws`: JSON, a switch over types, groups as sets, pushes framed once for all members. It
 * checks nothing, bounds nothing and counts nothing, which is in its favour.
 */
export async function start(): Promise<PeerServer> {
  let handled = 0;
  const groups = new Map<number, Set<ws.WebSocket>>();
  const server = new ws.WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });

  function handle(socket: ws.WebSocket, { id, type, data }: Message): void {
    switch (type) {
      case "enter": {
        const group = (data as { id: number }).id;
        const members = groups.get(group) ?? new Set();
        groups.set(group, members.add(socket));
        socket.on("close", () => members.delete(socket));
        break;
      }
      case "move":
      case "note":
      case "tell":
        handled++;
        break;
      default:
        throw new Error(`nobody knows ${type}`);
    }
    if (id !== undefined) socket.send(JSON.stringify({ id, data: DONE }));
  }

  server.on("connection", (socket) => {
    socket.on("message", (text) => handle(socket, JSON.parse(String(text)) as Message));
    socket.on("error", () => socket.terminate());
  });
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    handled: () => handled,
    pushGroup: (group, payload) => {
      const frame = [frameOf(payload)];
      for (const member of groups.get(group) ?? []) senderOf(member).sendFrame(frame);
    },
  };
}

/** The WebSocket frame of a push, in one piece: one write for each member. */
function frameOf(payload: Payload): Buffer {
  const text = Buffer.from(JSON.stringify({ type: payload === "move" ? "moved" : "noted", data: payloads[payload] }));
  const options = { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: true };
  return Buffer.concat(sender.frame(text, options));
}

/** What `ws` has and its types don't tell. */
const { Sender: sender } = ws as unknown as { Sender: { frame(data: Buffer, options: object): Buffer[] } };

function senderOf(socket: ws.WebSocket): { sendFrame(frame: readonly Buffer[]): void } {
  return (socket as unknown as { _sender: { sendFrame(frame: readonly Buffer[]): void } })._sender;
}
