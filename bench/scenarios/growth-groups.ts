import { inBatches } from "../measure/clients.js";
import { openLoop } from "../measure/open-loop.js";
import { deliver } from "../measure/pushes.js";
import type { Sample } from "../measure/sample.js";
import type { ContenderName } from "../peers/peers.js";
import type { Bench, Contender, Scenario } from "./scenario.js";
import { openTable, type Table } from "./table.js";

const CLIENTS = 50;
const GROUP_SIZE = 10;
/** Groups that are pushed to: those that the clients join when they connect. */
const TARGETS = CLIENTS / GROUP_SIZE;
/** Requests, and deliveries, per second: enough to keep code and caches warm. */
const PER_SECOND = 20_000;
const EVERY_MS = (CLIENTS * 1_000) / PER_SECOND;

/** How many groups each connection is in, by what results call them. */
const SIZES: readonly (readonly [peer: ContenderName, groups: number])[] = [
  ["volley-in-1", 1],
  ["volley-in-10", 10],
  ["volley-in-100", 100],
  ["volley-in-1000", 1_000],
];

type Load = (table: Table, forMs: number) => Promise<Sample>;

const requests: Load = (table, forMs) => openLoop({ ...table, perSecond: PER_SECOND }, forMs);

const pushes: Load = (table, forMs) => {
  const ticks = Math.max(1, Math.round(forMs / EVERY_MS));
  const command = { type: "push", to: "groups", targets: TARGETS, burst: 1, payload: "move" } as const;
  return deliver({ ...table, pushes: { ...command, everyMs: EVERY_MS, ticks }, deliveries: ticks * CLIENTS });
};

/** Clients who sit together are together in all their groups. */
async function enterMore({ clients }: Table, groups: number): Promise<void> {
  await inBatches(clients.length, clients.length, async (index) => {
    const first = TARGETS + Math.floor(index / GROUP_SIZE) * groups;
    for (let group = first; group < first + groups - 1; group++) await clients[index]?.enterAnother?.(group);
  });
}

function contender(peer: ContenderName, groups: number, load: Load): Contender {
  return {
    peer,
    prepare: async (bench: Bench) => {
      const table = await openTable("volley", { clients: CLIENTS, groupSize: GROUP_SIZE }, bench);
      await enterMore(table, groups);
      for (let times = 0; times < 3; times++) await load(table, bench.effort.warmUpMs);
      return { round: () => load(table, bench.effort.roundMs), close: table.close };
    },
  };
}

function growth(name: string, title: string, operation: string, load: Load): Scenario {
  return {
    name,
    title,
    operation,
    isExtra: true,
    contenders: SIZES.map(([peer, groups]) => contender(peer, groups, load)),
  };
}

const pace = PER_SECOND.toLocaleString("en");

export const growthGroupsScenarios: readonly Scenario[] = [
  growth(
    "groups-request",
    `${pace} requests per second by ${CLIENTS} connections in more and more groups`,
    "request",
    requests,
  ),
  growth(
    "groups-push",
    `${pace} deliveries per second to ${CLIENTS} connections in more and more groups`,
    "delivery",
    pushes,
  ),
];
