import { deliver } from "../measure/pushes.js";
import type { Payload } from "../payloads.js";
import { EVERYBODY, isExtra } from "../peers/peers.js";
import type { Scenario } from "./scenario.js";
import { openTable } from "./table.js";

interface Groups {
  readonly groups: number;
  readonly groupSize: number;
  readonly burst?: number;
  readonly payload?: Payload;
  /** Deliveries per second: far from what any of the servers can do, and enough to keep their code warm. */
  readonly perSecond?: number;
}

function pushes(
  name: string,
  title: string,
  { groups, groupSize, burst = 1, payload = "move", perSecond = 40_000 }: Groups,
): Scenario {
  const clients = groups * groupSize;
  const everyMs = Math.max(1, (clients * burst * 1_000) / perSecond);
  return {
    name,
    title,
    operation: "delivery",
    isExtra: payload !== "move",
    contenders: EVERYBODY.map((peer) => ({
      peer,
      isExtra: isExtra(peer),
      prepare: async (bench) => {
        const table = await openTable(peer, { clients, groupSize }, bench);
        const run = (forMs: number, paceMs: number) => {
          const ticks = Math.max(1, Math.round(forMs / paceMs));
          const command = { type: "push", to: "groups", targets: groups, burst, payload, ticks } as const;
          const deliveries = ticks * clients * burst;
          return deliver({ ...table, pushes: { ...command, everyMs: paceMs }, deliveries });
        };
        // Three times as often: V8 compiles what it has seen often enough.
        await run(bench.effort.warmUpMs, everyMs / 3);
        return { round: () => run(bench.effort.roundMs, everyMs), close: table.close };
      },
    })),
  };
}

export const groupPushScenarios: readonly Scenario[] = [
  pushes("push-8", "One push to each of 50 groups of 8", { groups: 50, groupSize: 8 }),
  pushes("push-50", "One push to each of 8 groups of 50", { groups: 8, groupSize: 50 }),
  pushes("push-1000", "One push to a group of 1,000", { groups: 1, groupSize: 1_000 }),
  pushes("burst-20", "20 pushes in one tick to a group of 50", {
    groups: 4,
    groupSize: 50,
    burst: 20,
    perSecond: 60_000,
  }),
  pushes("push-50-4k", "One push of 4 kB to each of 8 groups of 50", { groups: 8, groupSize: 50, payload: "note" }),
];
