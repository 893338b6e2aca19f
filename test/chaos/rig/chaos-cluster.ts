import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../support/redis-server.js";
import { until } from "../../support/until.js";
import type { ChaosNodeConfig } from "./chaos-node-config.js";
import { type ChaosProxy, startChaosProxy } from "./chaos-proxy.js";
import { type ChaosNode, startChaosNode } from "./start-chaos-node.js";

/** A place in a cluster: a node, which may be killed and started again, and its own way to Redis. */
export interface ChaosSlot {
  readonly role: ChaosNodeConfig["role"];
  /** Between this node and Redis. */
  readonly redis: ChaosProxy;
  /** The node that is there now, or was there last. */
  readonly node: ChaosNode;
  /** Starts a new one in its place, on the same port. */
  restart(): Promise<void>;
}

/** Nodes as processes, each with a proxy before its Redis. */
export interface ChaosCluster extends AsyncDisposable {
  readonly slots: readonly ChaosSlot[];
  readonly prefix: string;
  /** The ports of those that hold connections and live. */
  ports(): readonly number[];
  /** The effects that were had, in their order. */
  effects(): readonly string[];
  /** Waits until all that live know each other. */
  know(): Promise<void>;
}

export interface ChaosClusterOptions {
  /** Where Redis is, or where it is from now on. */
  readonly redisPort: number | (() => number);
  /** Default: three that do everything. */
  readonly roles?: readonly ChaosNodeConfig["role"][];
  /** Default: 3,000. */
  readonly leaseMs?: number;
  /** Default: 60,000. */
  readonly graceMs?: number;
  /** What SIGTERM does to its nodes. Default: they close. */
  readonly drain?: ChaosNodeConfig["drain"];
}

/** Starts a cluster and waits until its nodes know each other. */
export async function startChaosCluster(options: ChaosClusterOptions): Promise<ChaosCluster> {
  const { redisPort, roles = ["both", "both", "both"], leaseMs = 3_000, graceMs = 60_000, drain } = options;
  const prefix = `chaos-${randomBytes(6).toString("hex")}`;
  const folder = mkdtempSync(join(tmpdir(), "volley-chaos-"));
  const ledger = join(folder, "effects");
  writeFileSync(ledger, "");
  const slots = await Promise.all(
    roles.map((role) => startSlot({ role, prefix, ledger, leaseMs, graceMs, drain }, redisPort)),
  );
  const alive = (): readonly ChaosSlot[] => slots.filter(({ node }) => node.alive());

  async function know(): Promise<void> {
    const knowsAll = async ({ node }: ChaosSlot): Promise<boolean> => {
      const { nodes } = await node.ask({ type: "stats" });
      return nodes === alive().length;
    };
    const all = async (): Promise<boolean> => (await Promise.all(alive().map(knowsAll))).every(Boolean);
    await until(all, "all nodes known", 60_000);
  }
  await know();

  return {
    slots,
    prefix,
    know,
    ports: () =>
      alive()
        .filter(({ role }) => role !== "backend")
        .map(({ node }) => node.port),
    effects: () => readFileSync(ledger, "utf8").split("\n").filter(Boolean),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(slots.map(({ node }) => node.kill()));
      await Promise.all(slots.map(({ redis }) => redis.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startSlot(
  config: Omit<ChaosNodeConfig, "url" | "port">,
  redisPort: number | (() => number),
): Promise<ChaosSlot> {
  const redis = await startChaosProxy(redisPort);
  // Its clients find it again when it is started anew.
  const port = config.role === "backend" ? 0 : await freePort();
  const start = (): Promise<ChaosNode> => startChaosNode({ ...config, port, url: `redis://127.0.0.1:${redis.port}` });
  let node = await start();
  return {
    role: config.role,
    redis,
    get node() {
      return node;
    },
    restart: async () => {
      await node.kill();
      node = await start();
    },
  };
}
