// Right uses of what operators need: every line has to compile.
import { childProcess, createServer, type DrainReport, drainGate, type ServiceMethods } from "@volley/server";
import { type HealthReport, healthHandler, serveHealth } from "@volley/server/health";
import { expectTypeOf, test } from "vitest";
import { type Duel, duel } from "./contracts.js";

test("draining, health and modules", async () => {
  const server = createServer(duel, { anonymous: true });
  const lobby: ServiceMethods<Duel, "lobby"> = {
    join: () => ({ seat: 1 }),
    leave: () => {},
    list: () => [],
  };
  server.service("lobby", lobby, { drain: "refuse", timeoutMs: 1_000 });
  server.addModule("gate", drainGate(server, { untilSessions: 2, withinMs: 60_000 }));
  server.addModule("slow", { beforeShutdown: async (signal) => signal.throwIfAborted() });
  const bots = childProcess({ command: "bots", args: ["-v"], env: { LEVEL: "3" }, graceMs: 500 });
  server.addModule("bots", bots);
  expectTypeOf((await bots.exited).code).toEqualTypeOf<number | null>();
  server.health.add("db", async (signal) => signal.aborted, { timeoutMs: 500 })();
  expectTypeOf(await server.health.check()).toEqualTypeOf<HealthReport>();
  healthHandler(server);
  await (await serveHealth(server, { port: 0 })).close();
  const { signal } = new AbortController();
  expectTypeOf(await server.drain({ withinMs: 1, waitMs: 1, perSecond: 1, signal })).toEqualTypeOf<DrainReport>();
  await server.drain();
});
