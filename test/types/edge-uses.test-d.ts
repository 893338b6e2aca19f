// Right uses of the edge and of connection layers: every line has to compile.
import {
  type ConnectionHooks,
  type ConnectionLayer,
  createServer,
  type EdgeOptions,
  type LayeredConnection,
  type NextMessage,
} from "@volley/server";
import { testCluster } from "@volley/server/testing";
import { expectTypeOf, test } from "vitest";
import { duel } from "./contracts.js";

declare const fromEnvironment: number | undefined;

test("edge", () => {
  createServer(duel, { edge: {} });
  createServer(duel, { edge: { origins: "*", trustProxy: fromEnvironment, maxConnections: fromEnvironment } });
  const edge: EdgeOptions = {
    origins: ["https://play.example"],
    trustProxy: { hops: 2, header: "forwarded" },
    allow: ["10.0.0.0/8"],
    deny: ["2001:db8::/32"],
    maxConnectionsPerAddress: false,
    handshakesPerAddress: { rate: 5, perMs: 1_000 },
    handshakes: { rate: 100, perMs: 1_000, burst: 500 },
    maxPending: 100,
  };
  createServer(duel, { edge });
});

test("connection layers", async () => {
  const hooks: ConnectionHooks = { receive: (message, next) => next(message) };
  const layer: ConnectionLayer = (connection) => {
    expectTypeOf(connection).toEqualTypeOf<LayeredConnection>();
    expectTypeOf(connection.headers["user-agent"]).toEqualTypeOf<string | undefined>();
    expectTypeOf(connection.handshake["x"]).toEqualTypeOf<unknown>();
    if (connection.address === "") connection.close({ reason: "busy", retryAfterMs: 1_000 });
    return connection.transport === "memory" ? undefined : hooks;
  };
  const slow: ConnectionLayer = () => ({
    async send(message, next) {
      expectTypeOf(message).toEqualTypeOf<Uint8Array>();
      expectTypeOf(next).toEqualTypeOf<NextMessage>();
      await Promise.resolve();
      next(message.slice(1));
    },
    closed: () => {},
  });
  createServer(duel, { connectionLayers: [layer, slow] });
  await testCluster(duel, () => {}, { server: { connectionLayers: [layer] } });
});
