import { randomUUID } from "node:crypto";
import { connectAll } from "../measure/clients.js";
import { type ClosedLoop, closedLoop } from "../measure/closed-loop.js";
import type { Sample } from "../measure/sample.js";
import type { ContenderName } from "../peers/peers.js";
import { peers } from "../peers/peers.js";
import { ServerProcess } from "../processes/server-process.js";
import type { Bench, Contender, Scenario } from "./scenario.js";
import { tableOf } from "./table.js";

const CLIENTS = 100;
const DEPTH = 16;
/** With handlers that do nothing the driver would need the second core. */
const BUSY_US = 50;

/** CPU is left out: it is the primary's, which only hands connections out. */
async function round(loop: ClosedLoop, forMs: number): Promise<Sample> {
  const { opsPerSecond, driverShare } = await closedLoop(loop, forMs);
  return { opsPerSecond, driverShare };
}

function contender(peer: ContenderName, workers: number): Contender {
  return {
    peer,
    prepare: async ({ host, effort, redisUrl }: Bench) => {
      const { wire, server } = peers.volley;
      const config = {
        ...server,
        module: "volley-workers",
        busyUs: BUSY_US,
        workers,
        redisUrl,
        clusterName: `bench-${randomUUID()}`,
      } as const;
      const placement = { ...host.placement, prefix: host.placement.everywhere };
      const process = await ServerProcess.start(config, { ...host, placement });
      const clients = await connectAll({ wire, ports: [process.port], clients: CLIENTS, groupSize: 10 });
      const table = tableOf([process], clients);
      const loop: ClosedLoop = { ...table, depth: DEPTH, payload: "move" };
      await round(loop, 2 * effort.warmUpMs);
      return { round: () => round(loop, effort.roundMs), close: table.close };
    },
  };
}

export const workersScenarios: readonly Scenario[] = [
  {
    name: "workers",
    title: `Requests that keep a core busy for ${BUSY_US} µs, on one port; driver and Redis on the same cores`,
    operation: "request",
    isExtra: true,
    contenders: [contender("volley-1-worker", 1), contender("volley-2-workers", 2)],
  },
];
