import { measured, perOperation } from "../measure/measured.js";
import { latencies, type Sample } from "../measure/sample.js";
import { openCluster } from "./cluster.js";
import type { Scenario } from "./scenario.js";
import type { Table } from "./table.js";

const AT_ONCE = 16;
/** What a call takes at most, to know how many fit into a round. */
const CALLS_PER_MS = 5;

/** The first node calls the second. */
async function round({ servers }: Table, forMs: number): Promise<Sample> {
  const total = forMs * CALLS_PER_MS;
  let latenciesMs: readonly number[] = [];
  const used = await measured(servers, async () => {
    latenciesMs = (await servers[0]?.ask({ type: "call", total, atOnce: AT_ONCE }))?.latenciesMs ?? [];
  });
  return { ...perOperation(used, total), ...latencies(latenciesMs) };
}

export const callScenarios: readonly Scenario[] = [
  {
    name: "rpc",
    title: `Calls from node to node, ${AT_ONCE} at once`,
    operation: "call",
    contenders: (["volley", "socket-io"] as const).map((peer) => ({
      peer,
      prepare: async (bench) => {
        const seating = { roles: ["both", "backend"] as const, at: [0], clients: 0, groupSize: 1 };
        const cluster = await openCluster(peer, seating, bench);
        await round(cluster, bench.effort.warmUpMs);
        return { round: () => round(cluster, bench.effort.roundMs), close: cluster.close };
      },
    })),
  },
];
