import { connect, type Socket } from "node:net";
import { createClient } from "@volley/client";
import { encodeNotify, joinBytes, toUtf8 } from "@volley/protocol/internal";
import { expect, it } from "vitest";
import { crowdContract } from "../support/crowd/crowd-contract.js";
import { SlowReader } from "../support/crowd/slow-readers.js";
import { startCrowdServer } from "../support/crowd/start-crowd-server.js";
import { RawClient } from "../support/raw-client.js";
import { until } from "../support/until.js";

const HEALTHY = 100;
const STALLED = 60;
const DRIBBLING = 60;
const FLOODING = 180;
const SLOWLORIS = 200;
const SHOUT = 2;

/** As many bytes of notifies as one message takes. */
const shouts = (): Uint8Array => {
  const frame = encodeNotify(SHOUT, { payload: toUtf8('"a"') });
  return joinBytes(
    Array.from({ length: 1_000 }, () => frame),
    1_000 * frame.length,
  );
};

it("500 clients that stall, dribble, flood or say nothing cost 100 others nothing, and little memory", async () => {
  await using server = await startCrowdServer();
  const { url } = server;
  const client = (uid: string) =>
    createClient(crowdContract, { url, token: () => uid, handshake: { kind: "healthy" } });
  const healthy = Array.from({ length: HEALTHY }, (_, n) => client(`healthy-${n}`));
  const heard = healthy.map((): number[] => []);
  for (const [n, each] of healthy.entries()) each.onPush("hall.said", (number) => heard[n]?.push(number));
  await Promise.all(healthy.map((each) => each.request("hall.enter", "hall")));
  /** Everybody asks once; how long that took each, in ms, goes into the list. */
  const askAll = async (n: number, tookMs: number[]) =>
    Promise.all(
      healthy.map(async (each) => {
        const from = performance.now();
        const answer = await each.request("hall.echo", n).result();
        tookMs.push(performance.now() - from);
        return answer;
      }),
    );
  const calmMs: number[] = [];
  for (let n = 0; n < 20; n++) await askAll(n, calmMs);
  const calm = await server.stats();

  // Nobody of them is let go before all have done their worst.
  const enter = (count: number, kind: string) =>
    Promise.all(Array.from({ length: count }, (_, n) => SlowReader.enterPit(url, `${kind}-${n}`, kind)));
  const [stalled, dribbling] = await Promise.all([enter(STALLED, "stalled"), enter(DRIBBLING, "dribbling")]);
  const flooding = await Promise.all(
    Array.from({ length: FLOODING }, (_, n) =>
      new RawClient(url).join({
        contract: crowdContract.fingerprint,
        token: `f-${n}`,
        handshake: { kind: "flooding" },
      }),
    ),
  );
  const silent = Array.from({ length: SLOWLORIS }, (_, n) => slowloris(url, n));

  let said = 0;
  let asked = 0;
  let peak = calm.rss;
  const failed: unknown[] = [];
  const crowdedMs: number[] = [];
  await until(
    async () => {
      server.tell({ type: "say", n: said++ });
      server.tell({ type: "throw" });
      for (const each of dribbling) each.read(1_024);
      for (const each of flooding) if (!each.closed) each.send(shouts());
      const answers = await askAll(asked, crowdedMs);
      failed.push(...answers.filter(({ ok, data }) => !ok || data !== asked));
      asked++;
      const { rss, sessions } = await server.stats();
      peak = Math.max(peak, rss);
      // Who doesn't read doesn't hear either that he was thrown out.
      return (
        sessions === HEALTHY && flooding.every(({ closed }) => closed) && silent.every(({ destroyed }) => destroyed)
      );
    },
    "all of them are gone",
    120_000,
  );
  server.tell({ type: "say", n: said++ });
  const all = Array.from({ length: said }, (_, n) => n);
  await until(() => heard.every(({ length }) => length === said), "the healthy have heard all", 30_000);
  for (const each of heard) expect(each).toEqual(all);
  expect(failed).toEqual([]);

  const { endings, sessions, rss } = await server.stats();
  expect(sessions).toBe(HEALTHY);
  expect(endings).toEqual({ "stalled slow": STALLED, "dribbling slow": DRIBBLING, "flooding busy": FLOODING });
  // Reported, not promised: the attackers are in the process that measures.
  const p99 = (times: readonly number[]): number =>
    Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0);
  console.log(`p99 of 100 requests at once: ${p99(calmMs)} ms when calm, ${p99(crowdedMs)} ms beside the crowd`);
  const mib = (bytes: number): number => Math.round(bytes / 2 ** 20);
  console.log(
    `RSS: calm ${mib(calm.rss)} MiB, at most ${mib(peak)}, in the end ${mib(rss)}; ${asked * HEALTHY} requests`,
  );
  // 120 slow ones may have 200 KB each; the rest is what garbage collection leaves for later.
  expect(mib(peak - calm.rss)).toBeLessThan(250);
  await Promise.all(healthy.map((each) => each.close()));
  for (const each of [...stalled, ...dribbling]) each.destroy();
}, 240_000);

/** A connection that says nothing, drips its request, or says nothing behind it. */
function slowloris(url: string, n: number): Socket {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.on("error", () => {});
  socket.resume();
  const request = "GET /volley/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ";
  if (n % 3 === 1) {
    socket.write(request);
    const drip = setInterval(() => socket.write("a"), 300);
    socket.on("close", () => clearInterval(drip));
  }
  if (n % 3 === 2) {
    socket.write(
      `${request}no\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
  }
  return socket;
}
