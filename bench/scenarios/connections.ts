import { performance } from "node:perf_hooks";
import type { Connection } from "../driver/connection.js";
import { connectAll, inBatches, playerOf } from "../measure/clients.js";
import { measured, perOperation, sleep } from "../measure/measured.js";
import { latencies, type Sample } from "../measure/sample.js";
import { type PeerName, peers } from "../peers/peers.js";
import { ServerProcess } from "../processes/server-process.js";
import { afford } from "./afford-connections.js";
import type { Bench, Scenario } from "./scenario.js";
import { openTable } from "./table.js";

const AMONG = ["volley", "ws", "socket-io", "colyseus"] as const;
const GROUP_SIZE = 10;
/**
 * V8 lets the young generation grow when much happens at once, such as so many connections: by 64 MiB, which a server that
 * has run for a while has had for long, and which would be counted as theirs. So it has its size from the start.
 */
const YOUNG_AT_FULL_SIZE = ["--min-semi-space-size=16", "--max-semi-space-size=16"];

/** A fresh server, whose memory is looked at without and with connections that say nothing. */
async function idle(peer: PeerName, { host, effort }: Bench): Promise<Sample> {
  const clients = afford(effort.idleConnections);
  const { server: config, wire } = peers[peer];
  const nodeOptions = [...(host.nodeOptions ?? []), ...YOUNG_AT_FULL_SIZE];
  const server = await ServerProcess.start(config, { ...host, nodeOptions });
  // The first ones load code, and fill what is shared.
  const first = await connectAll({ wire, ports: [server.port], clients: GROUP_SIZE, groupSize: GROUP_SIZE });
  const before = (await server.ask({ type: "memory" })).rssBytes;
  const seats = { wire, ports: [server.port], clients, groupSize: GROUP_SIZE, from: GROUP_SIZE };
  const idlers = await connectAll(seats);
  const after = (await server.ask({ type: "memory" })).rssBytes;
  for (const client of [...first, ...idlers]) client.destroy();
  await server.stop();
  return { rssKbEach: (after - before) / 1_024 / clients };
}

const idleScenario: Scenario = {
  name: "idle",
  title: "Memory of a connection that says nothing, each in a group of 10",
  operation: "connection",
  contenders: AMONG.map((peer) => ({
    peer,
    prepare: (bench) => Promise.resolve({ round: () => idle(peer, bench), close: () => Promise.resolve() }),
  })),
};

/** All connections are lost at once, and all clients come back at once. */
async function storm(peer: PeerName, bench: Bench): Promise<Sample> {
  const { wire } = peers[peer];
  const total = afford(bench.effort.stormConnections);
  const config = { resume: true };
  const table = await openTable(peer, { clients: total, groupSize: GROUP_SIZE }, bench, config);
  const [server] = table.servers as readonly [ServerProcess];
  // Who never got a push can't be recovered by Socket.IO.
  const targets = Math.ceil(total / GROUP_SIZE);
  await server.ask({ type: "push", to: "groups", targets, burst: 1, payload: "move", everyMs: 1, ticks: 1 });
  await sleep(200);
  for (const client of table.clients) client.destroy();
  await sleep(300);

  const waits: number[] = [];
  let returned: readonly Connection[] = [];
  const used = await measured([server], async () => {
    const startedAt = performance.now();
    returned = await inBatches(total, total, async (index) => {
      const lost = table.clients[index] as Connection;
      const client = await wire.reconnect?.(server.port, lost, playerOf(index, GROUP_SIZE));
      waits.push(performance.now() - startedAt);
      return client as Connection;
    });
  });
  for (const client of returned) client.destroy();
  await table.close();
  return { ...perOperation(used, total), ...latencies(waits) };
}

const stormScenario: Scenario = {
  name: "storm",
  title: "All connections lost at once, and all back at once: with their session, except raw ws",
  operation: "return",
  contenders: AMONG.map((peer) => ({
    peer,
    prepare: (bench) => Promise.resolve({ round: () => storm(peer, bench), close: () => Promise.resolve() }),
  })),
};

export const connectionScenarios: readonly Scenario[] = [idleScenario, stormScenario];
