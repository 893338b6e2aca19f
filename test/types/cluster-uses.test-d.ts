// Right uses of a cluster: every line has to compile.
import { byKey, createServer, memoryJobs, random, redis, type TraceContext } from "@volley/server";
import { bullmq } from "@volley/server/jobs";
import { testCluster } from "@volley/server/testing";
import { expectTypeOf, test } from "vitest";
import { duel, settlement } from "./contracts.js";

test("cluster", async () => {
  createServer(duel, { cluster: redis({ url: "redis://127.0.0.1" }), role: "frontend" });
  const server = createServer(duel, { cluster: redis(), role: "backend", type: "tables", metadata: { zone: "a" } });
  server.remotes(settlement, {
    "bank.settle": async ({ input, errors, caller, signal, trace }) => {
      expectTypeOf(trace).toEqualTypeOf<TraceContext | undefined>();
      signal.throwIfAborted();
      if (caller.uid === undefined) throw errors.UNKNOWN_GAME();
      if (input.game === "") throw errors.FROZEN({ since: "" });
      return { paid: input.game.length };
    },
    "bank.archive": ({ input }) => void input.game.trim(),
  });
  const { paid } = await server.rpc(settlement, "bank.settle", { game: "1" }, { timeoutMs: 500, node: "x" });
  expectTypeOf(paid).toEqualTypeOf<number>();
  const outcome = await server.rpc(settlement, "bank.settle", { game: "1" }).result();
  if (!outcome.ok && outcome.error.code === "FROZEN") expectTypeOf(outcome.error.data.since).toEqualTypeOf<string>();
  await server.rpc(settlement, "bank.archive", { game: "1" });
  const { jobId } = await server.enqueue(settlement, "bank.archive", { game: "1" });
  await server.enqueue(settlement, "bank.settle", { game: "1" }, { key: jobId, delayMs: 5, attempts: 3, backoffMs: 9 });
  const dead = server.deadJobs(settlement);
  for (const { route, error, input, starts } of await dead.list({ limit: 10 })) {
    expectTypeOf(route).toEqualTypeOf<"bank.settle" | "bank.archive">();
    expectTypeOf(input).toEqualTypeOf<unknown>();
    if (error.retryable && starts < 9) await dead.retry(jobId);
    else expectTypeOf(await dead.drop(jobId)).toEqualTypeOf<boolean>();
  }
  createServer(duel, { cluster: redis(), jobs: bullmq({ url: "redis://127.0.0.1", concurrency: 5, keyMs: 1_000 }) });
  createServer(duel, { jobs: memoryJobs({ deadCount: 5 }) });

  server.handle("lobby.leave", async ({ trace }) => {
    expectTypeOf(trace).toEqualTypeOf<TraceContext | undefined>();
    await server.rpc(settlement, "bank.archive", { game: "1" }, { trace });
    await server.enqueue(settlement, "bank.archive", { game: "1" }, { trace });
  });

  server.routing(
    "table",
    byKey((input) => (input !== undefined && "word" in input ? input.word : "")),
  );
  server.routing("lobby", random());
  expectTypeOf(server.nodes({ service: "table" })[0]?.metadata["zone"]).toEqualTypeOf<string | undefined>();
  await server.setMetadata({ zone: undefined });
  expectTypeOf(await server.online("42")).toEqualTypeOf<boolean>();
  server.onSessionNews(({ type, uid }) => [type, uid])();
  await server.users(["42"]).push("lobby.chat", { from: "a", text: "" }, { type: "web" });
  await using t = await testCluster(duel, () => {}, { nodes: ["frontend", "backend"] });
  await t.client({ uid: "a", node: 0 });
});
