import { randomUUID } from "node:crypto";
import { connectAll } from "../measure/clients.js";
import type { ServerConfig } from "../peers/peer-server.js";
import { type PeerName, peers } from "../peers/peers.js";
import { ServerProcess } from "../processes/server-process.js";
import type { Bench } from "./scenario.js";
import { type Seating, type Table, tableOf } from "./table.js";

/** Several nodes of a peer, and who is connected to which of them. */
export interface ClusterSeating extends Seating {
  readonly roles: readonly NonNullable<ServerConfig["role"]>[];
  /** The nodes that clients connect to, by number. */
  readonly at: readonly number[];
  readonly fanout?: ServerConfig["fanout"];
}

/** Starts the nodes one after the other, waits until they know each other, and connects clients. */
export async function openCluster(peer: PeerName, seating: ClusterSeating, bench: Bench): Promise<Table> {
  const { server, wire } = peers[peer];
  const { roles, at, clients, groupSize, fanout } = seating;
  // Contenders are there at the same time, and nodes of earlier scenarios are remembered for a while.
  const clusterName = `bench-${randomUUID()}`;
  const config = { ...server, redisUrl: bench.redisUrl, clusterName, fanout };
  const nodes: ServerProcess[] = [];
  for (const role of roles) nodes.push(await ServerProcess.start({ ...config, role }, bench.host));
  await Promise.all(nodes.map((node) => node.ask({ type: "knows", others: roles.length - 1 })));
  const ports = at.map((index) => nodes[index]?.port ?? 0);
  return tableOf(nodes, await connectAll({ wire, ports, clients, groupSize }));
}
