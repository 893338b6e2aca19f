import { performance } from "node:perf_hooks";
import { connectAll } from "../measure/clients.js";
import { sleep } from "../measure/measured.js";
import { rising, type Sample } from "../measure/sample.js";
import { peers } from "../peers/peers.js";
import { ServerProcess } from "../processes/server-process.js";
import type { Bench, Scenario } from "./scenario.js";

/** Connections that come, and go, at once. */
const AT_ONCE = 50;
const GROUP_SIZE = 10;
const EVERY_MS = 500;
/** How long the sessions of those who left are kept: often enough over while it is measured. */
const GRACE_MS = 5_000;
/** The first part isn't looked at: code is compiled, and what is kept for a while fills up. */
const SETTLING_SHARE = 0.2;
const READING_EVERY_MS = 15_000;
const LEAST_READINGS = 8;

/** Clients come, join a group, ask, hear a push, and are gone without a word. */
async function wave(server: ServerProcess): Promise<void> {
  const { wire } = peers.volley;
  const clients = await connectAll({ wire, ports: [server.port], clients: AT_ONCE, groupSize: GROUP_SIZE });
  for (const client of clients) client.request(4, "move");
  const targets = AT_ONCE / GROUP_SIZE;
  await server.ask({ type: "push", to: "groups", targets, burst: 1, payload: "move", everyMs: 1, ticks: 1 });
  await sleep(EVERY_MS / 2);
  for (const client of clients) client.destroy();
}

/** What is left on the heap of each connection that came and went. */
async function churn({ host, effort }: Bench): Promise<Sample> {
  const server = await ServerProcess.start({ ...peers.volley.server, graceMs: GRACE_MS }, host);
  const readings: [gone: number, heapBytes: number][] = [];
  let gone = 0;
  const startedAt = performance.now();
  const count = Math.max(LEAST_READINGS, Math.round(effort.churnMs / READING_EVERY_MS));
  for (let reading = 1; reading <= count; reading++) {
    const until = startedAt + (reading / count) * effort.churnMs;
    for (; performance.now() < until; gone += AT_ONCE) await Promise.all([wave(server), sleep(EVERY_MS)]);
    const { heapBytes } = await server.ask({ type: "memory" });
    if (reading > count * SETTLING_SHARE) readings.push([gone, heapBytes]);
  }
  const opsPerSecond = (gone * 1_000) / (performance.now() - startedAt);
  await server.stop();
  return { leakedBytes: rising(readings), opsPerSecond };
}

export const churnScenarios: readonly Scenario[] = [
  {
    name: "churn",
    title: "Connections that come, say something, and are gone: what each leaves on the heap",
    operation: "connection",
    isExtra: true,
    rounds: 1,
    contenders: [
      {
        peer: "volley",
        prepare: (bench) => Promise.resolve({ round: () => churn(bench), close: () => Promise.resolve() }),
      },
    ],
  },
];
