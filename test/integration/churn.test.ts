import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Server } from "@volley/server";
import { testCluster } from "@volley/server/testing";
import { expect, it } from "vitest";
import { type Chat, chat, serveChat } from "../support/chat.js";
import { recordingLogger } from "../support/recording-logger.js";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** How long sessions come and go, in ms. The suite takes a few seconds; `CHURN_MS=60000` is the minute of a soak. */
const CHURN_MS = Number(process.env["CHURN_MS"] ?? 4_000);
const SESSIONS = 1_000;
const ROOMS = 100;
const GRACE_MS = 10_000;

it("1,000 sessions joining and leaving 100 groups leave nothing behind", { timeout: CHURN_MS + 120_000 }, async () => {
  const t = await testCluster(chat, (server) => serveChat(server as Server<Chat>), {
    server: { logger: recordingLogger(), resume: { graceMs: GRACE_MS } },
  });
  const [server] = t.servers as [Server<Chat>];
  // The first session starts the renewal of the user directory, which stays.
  await (await t.client({ uid: "first" })).close();
  await t.clock.advance(60_000);
  const timersAtFirst = t.clock.pending;
  const heaps: number[] = [];

  /** A thousand sessions come, move through the rooms, and go. */
  async function round(): Promise<void> {
    const clients = await Promise.all(Array.from({ length: SESSIONS }, (_, n) => t.client({ uid: `u${n % 500}` })));
    for (let step = 0; step < 5; step++) {
      const room = (n: number): string => `r${(n + step * 37) % ROOMS}`;
      await Promise.all(clients.map((client, n) => client.request("room.join", { room: room(n) })));
      expect(await server.group("room:{room}", { room: "r1" }).count()).toBeGreaterThan(0);
      await server.group("room:{room}", { room: "r1" }).push("room.tick", step);
      // Some leave, some stay in until their session ends.
      const leaving = clients.filter((_, n) => n % 3 !== step % 3);
      await Promise.all(leaving.map((client) => client.request("room.leave", { room: room(clients.indexOf(client)) })));
    }
    expect(server.sessions()).toHaveLength(SESSIONS);
    // Half of them go with a goodbye, half by a lost network.
    for (const client of clients.filter((_, n) => n % 2 === 0)) client.disconnect();
    await Promise.all(clients.map((client) => client.close()));
    await t.settle();
    // Those who lost their connection might come back until their time is over.
    await t.clock.advance(GRACE_MS);
    collectGarbage();
    heaps.push(process.memoryUsage().heapUsed);
  }

  const end = performance.now() + CHURN_MS;
  do await round();
  while (heaps.length < 3 || performance.now() < end);

  expect(server.sessions()).toEqual([]);
  expect(server.sessions("u1")).toEqual([]);
  for (let n = 0; n < ROOMS; n++) {
    await expect(server.group("room:{room}", { room: `r${n}` }).members()).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
  // Deadlines that were cancelled keep one timer per duration until it fires once more.
  await t.clock.advance(60_000);
  expect(t.clock.pending).toBe(timersAtFirst);
  // The first round warms up; what later ones add must be noise: a session that stayed would hold several kilobytes.
  const [, second = 0] = heaps;
  const grown = (heaps.at(-1) ?? 0) - second;
  expect(grown / (SESSIONS * (heaps.length - 2))).toBeLessThan(1_000);
  await t.close();
});
