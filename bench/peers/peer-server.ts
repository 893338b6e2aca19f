import type { Payload } from "../payloads.js";

/** How a server process is started. */
export interface ServerConfig {
  /** Which of the servers, by the name of its module in this folder: `peers/<module>-server.ts`. */
  readonly module: "volley" | "volley-workers" | "ws" | "socket-io" | "colyseus";
  readonly serializer?: "json" | "protobuf" | "msgpack" | undefined;
  /** Makes it one node of several. */
  readonly redisUrl?: string | undefined;
  /** Tells its cluster from others on the same Redis. */
  readonly clusterName?: string | undefined;
  /** Which nodes a push is told to, where a peer has the choice. */
  readonly fanout?: "classic" | "sharded" | undefined;
  readonly role?: "frontend" | "backend" | "both" | undefined;
  /** Keeps sessions of connections that got lost, where a peer can do that. */
  readonly resume?: boolean | undefined;
  /** For how long, in ms; where a peer can be told. */
  readonly graceMs?: number | undefined;
  /** How long a handler of requests keeps its core busy, in µs, as a game's own code does; where a peer can be told. */
  readonly busyUs?: number | undefined;
  /** Processes that share one port. */
  readonly workers?: number | undefined;
}

/** One server, in a process of its own. What a peer cannot do is left out. */
export interface PeerServer {
  /** 0 if it doesn't listen. */
  readonly port: number;
  /** Requests and notifies that its handlers have had. */
  handled(): number;
  /** Pushes once to all members of a group. */
  pushGroup?(group: number, payload: Payload): void;
  /** The same, kept for members who are away. Resolves when it is kept. */
  pushKept?(group: number): Promise<unknown>;
  /** Pushes to a user, on whichever node. */
  pushUser?(uid: string): void;
  /** Asks another node, and resolves with its answer. */
  call?(): Promise<unknown>;
  /** Waits until so many other nodes are known. */
  knows?(others: number): Promise<void>;
}

/** What a server module exports. */
export type StartServer = (config: ServerConfig) => Promise<PeerServer>;
