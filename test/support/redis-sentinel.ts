import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import { type RedisServer, startRedis } from "./redis-server.js";
import { until } from "./until.js";

/** A master, its replica, and a sentinel that promotes the replica when the master doesn't answer. */
export interface SentinelServers {
  /** What `redis({ sentinel })` takes. */
  readonly sentinel: {
    readonly name: string;
    readonly addresses: readonly { readonly host: string; readonly port: number }[];
  };
  readonly master: RedisServer;
  readonly replica: RedisServer;
  /** Waits until the replica is the master, for the sentinel and by its own word. */
  promoted(): Promise<void>;
  /** Ends all, and waits until they are gone. */
  stop(): Promise<void>;
}

const HOST = "127.0.0.1";
const NAME = "main";
/** How long a master may be silent before it counts as down, in ms. */
const DOWN_AFTER_MS = 500;

/** Starts the three on 127.0.0.1, and waits until the sentinel knows a replica that it could promote. */
export async function startSentinel(): Promise<SentinelServers> {
  // A replica would wait for others for five seconds before it is given the data.
  const args = ["--repl-diskless-sync-delay", "0"];
  const started: RedisServer[] = [await startRedis({ args })];
  const [master] = started as [RedisServer];
  const operators: Redis[] = [];
  const operate = ({ port }: RedisServer): Redis => {
    const operator = new Redis({ host: HOST, port });
    operator.on("error", () => {});
    operators.push(operator);
    return operator;
  };
  const stop = async (): Promise<void> => {
    for (const operator of operators) operator.disconnect();
    for (const { process } of started) process.kill("SIGCONT");
    await Promise.all(started.map((server) => server.stop()));
  };
  try {
    const replica = await startRedis({ args: [...args, "--replicaof", HOST, `${master.port}`] });
    started.push(replica);
    const onReplica = operate(replica);
    // The sentinel asks for replicas every ten seconds only: it must find this one at once.
    await until(async () => (await onReplica.info("replication")).includes("master_link_status:up"), "the replica");
    const watching = await startWatching(master.port);
    started.push(watching);
    const sentinel = operate(watching);
    const hasReplica = async (): Promise<boolean> => {
      const replicas = (await sentinel.call("SENTINEL", "REPLICAS", NAME)) as string[][];
      return replicas.some((fields) => fields.join(" ").includes("master-link-status ok"));
    };
    await until(hasReplica, "the sentinel knows the replica", 30_000);
    return {
      sentinel: { name: NAME, addresses: [{ host: HOST, port: watching.port }] },
      master,
      replica,
      promoted: () =>
        until(
          async () => {
            const [, port] = (await sentinel.call("SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME)) as string[];
            return port === `${replica.port}` && (await onReplica.info("replication")).includes("role:master");
          },
          "the replica is promoted",
          60_000,
        ),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts a sentinel. It is configured by a file, into which it also writes what it learns. */
function startWatching(master: number): Promise<RedisServer> {
  return startRedis({
    prepare: (folder) => {
      const file = join(folder, "sentinel.conf");
      const lines = [
        `sentinel monitor ${NAME} ${HOST} ${master} 1`,
        `sentinel down-after-milliseconds ${NAME} ${DOWN_AFTER_MS}`,
        `sentinel failover-timeout ${NAME} 3000`,
      ];
      writeFileSync(file, `${lines.join("\n")}\n`);
      return [file, "--sentinel"];
    },
  });
}
