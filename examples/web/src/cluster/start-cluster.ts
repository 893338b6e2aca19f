import { spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type KeptProcess, keepRunning } from "./keep-running.js";
import { spreadConnections } from "./spread-connections.js";
import { startRedis } from "./start-redis.js";

/** How a cluster is started. */
export interface ClusterOptions {
  /** Where the game is to be found; 0 takes a free port. */
  readonly port: number;
  readonly host: string;
  /** How the server is started: a program and its arguments, to which `--role …` is added. */
  readonly server: readonly [program: string, ...args: string[]];
  /** Environment of the servers, on top of this process's own. They need a DUEL_SECRET. */
  readonly env: Readonly<Record<string, string>>;
  /** A Redis that runs already. Left out: one is started. */
  readonly redisUrl?: string | undefined;
  /** The redis-server to start. Left out: the one that is found. */
  readonly redisServer?: string | undefined;
  /** How many of each. Default: 2. */
  readonly frontends?: number | undefined;
  readonly backends?: number | undefined;
  /** Says what happens. */
  readonly log: (text: string) => void;
}

/** Frontends and backends on one Redis, behind one port. */
export interface Cluster {
  readonly port: number;
  readonly frontends: readonly KeptProcess[];
  readonly backends: readonly KeptProcess[];
  /** Ends all that was started. */
  close(): Promise<void>;
}

/**
 * Starts a cluster on this machine. A process that ends is started again after a moment; until then the port leads to
 * the frontends that are left. Rejects when Redis is missing, the port is taken or a process can't start.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { port, host, log, frontends: frontendCount = 2, backends: backendCount = 2 } = options;
  const toClose: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (let last = toClose.pop(); last !== undefined; last = toClose.pop()) await last();
  };

  try {
    let redisUrl = options.redisUrl;
    if (redisUrl === undefined) {
      const redis = await startRedis({ program: options.redisServer, log });
      toClose.push(redis.stop);
      redisUrl = redis.url;
    }
    const env = { ...process.env, ...options.env, REDIS_URL: redisUrl, PORT: "0", HOST: "127.0.0.1" };
    const start = (role: string, count: number) =>
      Array.from({ length: count }, (_, at) => keepServer(`${role} ${at + 1}`, { ...options, role, env }));
    const backends = start("backend", backendCount);
    const frontends = start("frontend", frontendCount);
    toClose.push(() => Promise.all([...frontends, ...backends].map((kept) => kept.stop())));

    const door = spreadConnections(() => frontends.flatMap(({ state }) => ("port" in state && state.port) || []));
    door.listen(port, host);
    await once(door, "listening");
    toClose.push(async () => door.close());
    await Promise.all([...frontends, ...backends].map(({ ready }) => ready));
    return { port: (door.address() as AddressInfo).port, frontends, backends, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function keepServer(
  name: string,
  options: Pick<ClusterOptions, "server" | "log"> & { readonly role: string; readonly env: NodeJS.ProcessEnv },
): KeptProcess {
  const [program, ...args] = options.server;
  return keepRunning({
    name,
    start: () =>
      spawn(program, [...args, "--role", options.role], {
        env: options.env,
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      }),
    // What `main.ts` sends when it serves.
    untilReady: async (child) => {
      const [{ port }] = (await once(child, "message")) as [{ readonly port?: number }];
      return port;
    },
    log: options.log,
  });
}
