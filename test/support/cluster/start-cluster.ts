import { randomBytes } from "node:crypto";
import { type Client, createClient } from "@volley/client";
import { until } from "../until.js";
import type { NodeConfig, RedisPlace } from "./node-config.js";
import { type RoomContract, roomContract } from "./room-contract.js";
import { type ClusterProcess, startNodes } from "./start-node.js";

/** Frontends and backends as processes, which know each other. */
export interface ProcessCluster extends AsyncDisposable {
  readonly frontends: readonly ClusterProcess[];
  readonly backends: readonly ClusterProcess[];
  /** What every node of it is configured with. */
  readonly common: Omit<NodeConfig, "role">;
  /** Starts another node, and waits until all know it. */
  add(config: Pick<NodeConfig, "role"> & Partial<NodeConfig>): Promise<ClusterProcess>;
  /** Makes a client of a frontend, by its index. It is connected. */
  client(uid: string, frontend?: number): Promise<Client<RoomContract>>;
  /** Waits until each of the nodes knows so many. */
  know(count: number, nodes?: readonly ClusterProcess[]): Promise<void>;
}

/** Starts a cluster on a Redis, given by its URL or otherwise, under a prefix of its own. */
export async function startCluster(
  place: string | RedisPlace,
  counts: { readonly frontends: number; readonly backends: number },
  options: Partial<NodeConfig> = {},
): Promise<ProcessCluster> {
  const at: RedisPlace = typeof place === "string" ? { url: place } : place;
  const fanout = process.env["VOLLEY_FANOUT"] === "sharded" ? "sharded" : "classic";
  const common = { ...at, prefix: `test-${randomBytes(6).toString("hex")}`, fanout, ...options } as const;
  const config = (role: NodeConfig["role"]): NodeConfig => ({ ...common, role });
  const all: ClusterProcess[] = [
    ...(await startNodes([
      ...Array.from({ length: counts.frontends }, () => config("frontend")),
      ...Array.from({ length: counts.backends }, () => config("backend")),
    ])),
  ];
  const clients: Client<RoomContract>[] = [];
  const frontends = all.slice(0, counts.frontends);
  const backends = all.slice(counts.frontends);

  async function know(count: number, nodes: readonly ClusterProcess[] = all): Promise<void> {
    const knows = async (node: ClusterProcess): Promise<boolean> => (await node.stats()).nodes === count;
    await until(async () => (await Promise.all(nodes.map(knows))).every(Boolean), `${count} nodes known`, 30_000);
  }
  await know(all.length);

  return {
    frontends,
    backends,
    common,
    know,
    add: async (more) => {
      const [node] = (await startNodes([{ ...common, ...more }])) as [ClusterProcess];
      all.push(node);
      return node;
    },
    client: async (uid, frontend = 0) => {
      const client = createClient(roomContract(), { url: frontends[frontend]?.url ?? "", token: () => uid });
      clients.push(client);
      await client.connect();
      return client;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await Promise.all(all.map((node) => node.kill()));
    },
  };
}
