import { Redis } from "ioredis";
import { describe, expect, inject, it } from "vitest";
import { startCluster } from "../../support/cluster/start-cluster.js";
import { until } from "../../support/until.js";

const redisUrl = inject("redisUrl");
const REQUESTS = 300;
/** The longest request, and how long one could wait if nobody noticed that its answer is lost; in ms. */
const [LONGEST, PATIENCE] = [1_500, 60_000];

describe.skipIf(redisUrl === null)("a cluster of processes", { timeout: 180_000 }, () => {
  it.each(["pubsub", "normal"])(
    "settles what is under way when Redis kills a %s connection of a backend",
    async (type) => {
      await using cluster = await startCluster(redisUrl ?? "", { frontends: 1, backends: 1 });
      const operator = new Redis(redisUrl ?? "");
      try {
        const client = await cluster.client("a");
        const startedAt = performance.now();
        const requests = Array.from({ length: REQUESTS }, (_, n) =>
          client.request("room.wait", (n * LONGEST) / REQUESTS, { timeoutMs: PATIENCE }).result(),
        );
        let settled = 0;
        for (const each of requests) void each.then(() => settled++);
        // Again and again, so that whatever happens within these moments happens in one of them.
        for (let cut = 1; cut <= 4; cut++) {
          await until(() => settled >= (cut * REQUESTS) / 8, "some answers");
          const lines = String(await operator.call("CLIENT", "LIST", "TYPE", type)).split("\n");
          const own = lines.filter((line) => line.includes(`name=volley:${cluster.backends[0]?.id}`));
          expect(own.length).toBeGreaterThan(0);
          for (const line of own) await operator.client("KILL", "ID", /^id=(\d+)/.exec(line)?.[1] ?? "");
        }
        const outcomes = await Promise.all(requests);
        expect(performance.now() - startedAt).toBeLessThan(20_000);
        const codes = new Set(outcomes.flatMap(({ error }) => error?.code ?? []));
        for (const code of codes) expect(["DISCONNECTED", "UNAVAILABLE"]).toContain(code);
        await until(async () => (await client.request("room.count").result()).ok, "answers again");
      } finally {
        operator.disconnect();
      }
    },
  );
});
