import { type ClosedLoop, closedLoop } from "../measure/closed-loop.js";
import { openLoop } from "../measure/open-loop.js";
import type { Payload } from "../payloads.js";
import { EVERYBODY, isExtra } from "../peers/peers.js";
import type { Scenario } from "./scenario.js";
import { openTable } from "./table.js";

interface Depth {
  readonly depth: number;
  readonly clients: number;
  readonly payload?: Payload;
}

function requests(name: string, title: string, { depth, clients, payload = "move" }: Depth): Scenario {
  return {
    name,
    title,
    operation: "request",
    isExtra: payload !== "move",
    contenders: EVERYBODY.map((peer) => ({
      peer,
      isExtra: isExtra(peer),
      prepare: async (bench) => {
        const table = await openTable(peer, { clients, groupSize: 10 }, bench);
        const loop = { ...table, depth, payload };
        await warmUp(loop, bench.effort.warmUpMs);
        return { round: () => closedLoop(loop, bench.effort.roundMs), close: table.close };
      },
    })),
  };
}

/** Requests after which V8 has compiled what is hot. On a busy machine they take longer than the time for warming up. */
const WARM = 30_000;

async function warmUp(loop: ClosedLoop, forMs: number): Promise<void> {
  const answered = () => loop.clients.reduce((sum, client) => sum + client.answered, 0);
  for (let times = 0; times < 5 && answered() < WARM; times++) await closedLoop(loop, forMs);
}

/** Requests per second of the open loop: far from what any of the servers can take. */
const PER_SECOND = 4_000;

const latency: Scenario = {
  name: "latency",
  title: `Latency at a fixed ${PER_SECOND.toLocaleString("en")} requests per second over 50 connections`,
  operation: "request",
  contenders: EVERYBODY.map((peer) => ({
    peer,
    isExtra: isExtra(peer),
    prepare: async (bench) => {
      const table = await openTable(peer, { clients: 50, groupSize: 10 }, bench);
      const loop = { ...table, perSecond: PER_SECOND };
      await openLoop(loop, bench.effort.warmUpMs);
      return { round: () => openLoop(loop, bench.effort.roundMs), close: table.close };
    },
  })),
};

export const requestScenarios: readonly Scenario[] = [
  requests("request-1", "Requests, 50 connections with 1 under way each", { depth: 1, clients: 50 }),
  requests("request-16", "Requests, 20 connections with 16 under way each", { depth: 16, clients: 20 }),
  requests("request-64", "Requests, 10 connections with 64 under way each", { depth: 64, clients: 10 }),
  requests("request-16-4k", "Requests of 4 kB, 20 connections with 16 under way each", {
    depth: 16,
    clients: 20,
    payload: "note",
  }),
  latency,
];
