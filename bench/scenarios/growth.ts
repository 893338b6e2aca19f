import { measured, sleep } from "../measure/measured.js";
import { openLoop } from "../measure/open-loop.js";
import type { Sample } from "../measure/sample.js";
import type { ContenderName } from "../peers/peers.js";
import { afford } from "./afford-connections.js";
import type { Scenario } from "./scenario.js";
import { openTable, type Table } from "./table.js";

/** Requests per second, whatever the number of connections. */
const PER_SECOND = 2_000;

/** CPU per request, less what the connections cost that say nothing. */
async function round(table: Table, forMs: number): Promise<Sample> {
  const rest = await measured(table.servers, () => sleep(forMs));
  const used = await openLoop({ ...table, perSecond: PER_SECOND }, forMs);
  const restUsPerOp = (rest.cpuUs / rest.wallMs) * (1_000 / PER_SECOND);
  return { ...used, cpuUsPerOp: (used.cpuUsPerOp ?? 0) - restUsPerOp };
}

/** How many connections, by what results call them. */
const SIZES: readonly (readonly [peer: ContenderName, connections: number])[] = [
  ["volley-10", 10],
  ["volley-100", 100],
  ["volley-1000", 1_000],
  ["volley-10000", 10_000],
];

export const growthScenarios: readonly Scenario[] = [
  {
    name: "growth",
    title: `${PER_SECOND.toLocaleString("en")} requests per second over more and more connections`,
    operation: "request",
    isExtra: true,
    contenders: SIZES.map(([peer, connections]) => ({
      peer,
      prepare: async (bench) => {
        const clients = afford(connections);
        const table = await openTable("volley", { clients, groupSize: 10 }, bench);
        for (let times = 0; times < 5; times++)
          await openLoop({ ...table, perSecond: PER_SECOND }, bench.effort.warmUpMs);
        return { round: () => round(table, bench.effort.roundMs), close: table.close };
      },
    })),
  },
];
