import { randomBytes } from "node:crypto";
import { createClient } from "@volley/client";
import { defineContract, group, push } from "@volley/protocol";
import { fromUtf8 } from "@volley/protocol/internal";
import { createServer, redis } from "@volley/server";
import { createEmitter } from "@volley/server/emitter";
import { afterEach, describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { RawClient } from "../support/raw-client.js";
import { recordingLogger } from "../support/recording-logger.js";
import { until } from "../support/until.js";

const Place = z.object({ who: z.string(), n: z.number() });
const contract = defineContract({
  errors: {},
  routes: {},
  pushes: {
    "map.fill": push(z.string()),
    "map.spark": push(z.number(), { delivery: "volatile" }),
    "map.walked": push(Place, { delivery: "latest", key: ({ who }) => who }),
  },
  groups: { map: group(["map.fill", "map.spark", "map.walked"]) },
});
const [FILL, SPARK, WALKED] = [0, 1, 2];

type Pushes = {
  push(name: "map.spark", n: number): Promise<unknown>;
  push(name: "map.walked", place: z.infer<typeof Place>): Promise<unknown>;
};
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const redisUrl = inject("redisUrl");
const prefix = `test-${randomBytes(6).toString("hex")}`;
const logger = recordingLogger();

async function startServer(cluster: boolean) {
  const server = createServer(contract, {
    anonymous: true,
    logger,
    // Large enough that nobody is given up here.
    limits: { queuedBytes: 256 * 1024 * 1024 },
    ...(cluster ? { cluster: redis({ url: redisUrl ?? "", prefix }) } : {}),
  });
  server.onSessionOpen((session) => session.join("map"));
  const { port } = await server.listen(0, { host: "127.0.0.1" });
  closers.push(() => server.close());
  return { server, url: `http://127.0.0.1:${port}` };
}

/** Who pushes, to clients of another node or of its own. */
const senders: [name: string, cluster: boolean, start: (own: Pushes) => Promise<Pushes>][] = [
  ["its own node", false, async (own) => own],
  ["its own node of a cluster", true, async (own) => own],
  ["another node", true, async () => (await startServer(true)).server.group("map")],
  [
    "an emitter",
    true,
    async () => {
      const emitter = createEmitter(contract, { redis: { url: redisUrl ?? "", prefix }, logger });
      closers.push(() => emitter.close());
      return emitter.group("map");
    },
  ],
];

describe.each(senders.filter(([, cluster]) => !cluster || redisUrl !== null))("pushes from %s", (_, cluster, start) => {
  it("reach a client that keeps up, and a slow one as their delivery says", { timeout: 60_000 }, async () => {
    const { server, url } = await startServer(cluster);
    const sender = await start(server.group("map"));
    const slow = await new RawClient(url).join({ contract: contract.fingerprint });
    const healthy = createClient(contract, { url, logger });
    closers.push(async () => {
      slow.terminate();
      await healthy.close();
    });
    await healthy.connect();
    const sparks: number[] = [];
    let walked: { who: string; n: number } = { who: "", n: 0 };
    healthy.onPush("map.spark", (n) => sparks.push(n));
    healthy.onPush("map.walked", (place) => {
      walked = place;
    });

    // The kernel's buffers first; then it is slow, which shows in what it isn't sent.
    slow.pause();
    for (let n = 1; server.droppedPushes === 0; n++) {
      await server.group("map").push("map.fill", "x".repeat(100_000));
      await sender.push("map.spark", n);
      await until(() => sparks.at(-1) === n);
      expect(n).toBeLessThan(2_000);
    }
    for (let n = 1; n <= 20; n++) {
      await sender.push("map.walked", { who: "ann", n });
      if (n <= 10) await sender.push("map.walked", { who: "bob", n });
      await sender.push("map.spark", 10_000 + n);
      // Each in a tick of its own.
      await until(() => walked.n === n && sparks.at(-1) === 10_000 + n);
    }
    slow.resume();
    const got = (push: number | undefined): unknown[] =>
      slow.frames.flatMap((frame) =>
        frame.kind === "push" && frame.push === push ? [JSON.parse(fromUtf8(frame.payload)) as unknown] : [],
      );
    await until(() => got(WALKED).length >= 2, "the newest of each", 30_000);
    expect(got(WALKED)).toEqual([
      { who: "bob", n: 10 },
      { who: "ann", n: 20 },
    ]);
    expect(got(SPARK).filter((n) => Number(n) > 10_000)).toEqual([]);
    expect(got(FILL).length).toBeGreaterThan(0);
    // It has caught up: it gets everything again.
    await sender.push("map.spark", 99_999);
    await until(() => got(SPARK).at(-1) === 99_999);
  });
});
