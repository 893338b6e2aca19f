import type { Server as HttpServer } from "node:http";

/** Something that brings connections to the gateway. */
export interface Acceptor {
  /** Takes connections of an HTTP server; other paths, and what already listens there, are left alone. */
  attach(httpServer: HttpServer): void;
  /** Takes no more connections, and resolves when those that are there are gone: within about a second. */
  close(): Promise<void>;
}
