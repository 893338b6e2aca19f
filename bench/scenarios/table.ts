import type { Connection } from "../driver/connection.js";
import { connectAll } from "../measure/clients.js";
import type { ServerConfig } from "../peers/peer-server.js";
import { type PeerName, peers } from "../peers/peers.js";
import { ServerProcess } from "../processes/server-process.js";
import type { Bench } from "./scenario.js";

/** Who sits at one server. */
export interface Seating {
  readonly clients: number;
  readonly groupSize: number;
}

/** One server with its clients, all in their groups. */
export interface Table {
  readonly servers: readonly ServerProcess[];
  readonly clients: readonly Connection[];
  close(): Promise<void>;
}

/** Starts a server of a peer and connects clients to it. */
export async function openTable(
  peer: PeerName,
  { clients, groupSize }: Seating,
  { host }: Pick<Bench, "host">,
  config: Partial<ServerConfig> = {},
): Promise<Table> {
  const { server, wire } = peers[peer];
  const process = await ServerProcess.start({ ...server, ...config }, host);
  const connections = await connectAll({ wire, ports: [process.port], clients, groupSize });
  return tableOf([process], connections);
}

export function tableOf(servers: readonly ServerProcess[], clients: readonly Connection[]): Table {
  return {
    servers,
    clients,
    close: async () => {
      for (const client of clients) client.destroy();
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}
