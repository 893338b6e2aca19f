import { colyseusWire } from "../driver/colyseus-wire.js";
import type { Wire } from "../driver/connection.js";
import { socketIoWire } from "../driver/socket-io-wire.js";
import { volleyWire } from "../driver/volley-wire.js";
import { wsWire } from "../driver/ws-wire.js";
import type { ServerConfig } from "./peer-server.js";

/** A server and how clients speak to it. */
export interface Peer {
  readonly title: string;
  readonly server: ServerConfig;
  readonly wire: Wire;
}

/** All that are compared. The keys are what results call them. */
export const peers = {
  volley: { title: "Volley", server: { module: "volley" }, wire: volleyWire("json") as Wire },
  "volley-protobuf": {
    title: "Volley, Protobuf",
    server: { module: "volley", serializer: "protobuf" },
    wire: volleyWire("protobuf") as Wire,
  },
  ws: { title: "raw ws + JSON", server: { module: "ws" }, wire: wsWire },
  "socket-io": { title: "Socket.IO", server: { module: "socket-io" }, wire: socketIoWire("json") as Wire },
  "socket-io-msgpack": {
    title: "Socket.IO, msgpack parser",
    server: { module: "socket-io", serializer: "msgpack" },
    wire: socketIoWire("msgpack") as Wire,
  },
  colyseus: { title: "Colyseus", server: { module: "colyseus" }, wire: colyseusWire as Wire },
} as const satisfies Record<string, Peer>;

export type PeerName = keyof typeof peers;

/** Volley again, in a scenario that compares it with itself. */
const variants = {
  "volley-local": "Volley, served where the client is connected",
  "volley-live": "Volley, not kept (live)",
  "volley-classic": "Volley, classic fan-out",
  "volley-10": "Volley, 10 connections",
  "volley-100": "Volley, 100 connections",
  "volley-1000": "Volley, 1,000 connections",
  "volley-10000": "Volley, 10,000 connections",
  "volley-in-1": "Volley, in 1 group",
  "volley-in-10": "Volley, in 10 groups",
  "volley-in-100": "Volley, in 100 groups",
  "volley-in-1000": "Volley, in 1,000 groups",
  "volley-1-worker": "Volley, 1 worker",
  "volley-2-workers": "Volley, 2 workers",
};

/** What results call a contender. */
export type ContenderName = PeerName | keyof typeof variants;

/** All that are in a scenario for every peer. */
export const EVERYBODY = Object.keys(peers) as readonly PeerName[];

/** Those without a target of their own: other formats of others. */
export function isExtra(peer: PeerName): boolean {
  return peer === "volley-protobuf" || peer === "socket-io-msgpack";
}

export function titleOf(name: ContenderName): string {
  return name in variants ? variants[name as keyof typeof variants] : peers[name as PeerName].title;
}
