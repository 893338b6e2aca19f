import { performance } from "node:perf_hooks";
import type { Connection } from "../driver/connection.js";
import { measured, perOperation, sleep } from "../measure/measured.js";
import type { Sample } from "../measure/sample.js";
import { EVERYBODY, isExtra } from "../peers/peers.js";
import type { ServerProcess } from "../processes/server-process.js";
import type { Scenario } from "./scenario.js";
import { openTable, type Table } from "./table.js";

const CLIENTS = 20;
const DEPTH = 16;
/** From one round over all clients to the next: far from what any server can take. */
const EVERY_MS = 10;

/** Without another one for so long, the rest doesn't come: Volley drops what a session sends beyond its limits. */
const SILENCE_MS = 300;

/** Nothing comes back, so the pace is fixed, and the servers' own count says how many arrived. */
async function notifies({ servers, clients }: Table, forMs: number, everyMs = EVERY_MS): Promise<Sample> {
  const ticks = Math.max(1, Math.round(forMs / everyMs));
  const sent = ticks * clients.length * DEPTH;
  const [server] = servers as readonly [ServerProcess];
  const target = (await server.usage()).handled + sent;
  const used = await measured(servers, async () => {
    await pace(clients, ticks, everyMs);
    await arrived(server, target);
  });
  return { ...perOperation(used, used.handled), lostShare: (sent - used.handled) / sent };
}

async function arrived(server: ServerProcess, target: number): Promise<void> {
  let handled = 0;
  for (let silentMs = 0; silentMs < SILENCE_MS; silentMs += 5) {
    const now = (await server.usage()).handled;
    if (now === target) return;
    if (now > handled) silentMs = 0;
    handled = now;
    await sleep(5);
  }
}

/** Clients take turns within a tick, so that their messages don't come all at once. */
async function pace(clients: readonly Connection[], ticks: number, everyMs: number): Promise<void> {
  const startedAt = performance.now();
  for (let tick = 0; tick < ticks; tick++) {
    const wait = startedAt + tick * everyMs - performance.now();
    if (wait > 0) await sleep(wait);
    for (const client of clients) {
      client.notify(DEPTH);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

export const notifyScenarios: readonly Scenario[] = [
  {
    name: "notify-16",
    title: `Notifies, ${CLIENTS} connections that send ${DEPTH} at once`,
    operation: "notify",
    contenders: EVERYBODY.map((peer) => ({
      peer,
      isExtra: isExtra(peer),
      prepare: async (bench) => {
        const table = await openTable(peer, { clients: CLIENTS, groupSize: 10 }, bench);
        // Three times as often: V8 compiles what it has seen often enough.
        await notifies(table, bench.effort.warmUpMs, EVERY_MS / 3);
        return { round: () => notifies(table, bench.effort.roundMs), close: table.close };
      },
    })),
  },
];
