// Right uses of limits and quotas: every line has to compile.
import { createServer } from "@volley/server";
import { expectTypeOf, test } from "vitest";
import { duel } from "./contracts.js";

test("limits", async () => {
  const server = createServer(duel, {
    limits: {
      connection: { messages: { rate: 60, perMs: 1_000, burst: 120 }, bytes: false, algorithm: "leaky-bucket" },
      user: { rate: 100, perMs: 1_000, whenUnsure: "refuse" },
      group: { publishes: { rate: 50, perMs: 1_000 }, joins: false },
      abuse: { refusals: 100 },
      tellNotifies: true,
    },
  });
  createServer(duel, { limits: { connection: false, abuse: false } });
  expectTypeOf(server.limited.degraded).toEqualTypeOf<number>();
  const quota = server.quota("login", { points: 5, perMs: 60_000, blockMs: 600_000 });
  const { remaining, resetMs } = await quota.take("10.0.0.1", { cost: 2, signal: AbortSignal.timeout(50) });
  expectTypeOf([remaining, resetMs]).toEqualTypeOf<number[]>();
  await quota.reward("10.0.0.1");
  await quota.forget("10.0.0.1");
});
