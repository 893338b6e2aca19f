import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { freePort, type RedisServer, startRedis } from "./redis-server.js";
import { until } from "./until.js";

/** A master with a replica, watched by one Sentinel that makes the replica the master when the other is gone. */
export interface RedisSentinel {
  readonly master: RedisServer;
  readonly replica: RedisServer;
  /** For the option `sentinel`. */
  readonly option: {
    readonly name: string;
    readonly addresses: readonly { readonly host: string; readonly port: number }[];
  };
  stop(): Promise<void>;
}

const NAME = "main";

/** Starts them on 127.0.0.1. */
export async function startRedisSentinel(): Promise<RedisSentinel> {
  const master = await startRedis();
  const replica = await startRedis({
    args: ["--replicaof", "127.0.0.1", `${master.port}`, "--repl-diskless-sync-delay", "0"],
  });
  const folder = mkdtempSync(join(tmpdir(), "volley-sentinel-"));
  const port = await freePort();
  const config = [
    `port ${port}`,
    "bind 127.0.0.1",
    `dir ${folder}`,
    `sentinel monitor ${NAME} 127.0.0.1 ${master.port} 1`,
    `sentinel down-after-milliseconds ${NAME} 500`,
    `sentinel failover-timeout ${NAME} 5000`,
  ];
  writeFileSync(join(folder, "sentinel.conf"), `${config.join("\n")}\n`);
  const executable = process.env["REDIS_SERVER"] || "redis-server";
  const watcher = spawn(executable, [join(folder, "sentinel.conf"), "--sentinel"], { stdio: "ignore" });
  const client = new Redis(port);
  client.on("error", () => {});
  // It fails over only to a replica that it knows.
  const knowsReplica = async (): Promise<boolean> => {
    const found = (await client.call("SENTINEL", "REPLICAS", NAME).catch(() => [])) as readonly unknown[];
    return found.length > 0;
  };
  await until(knowsReplica, "the sentinel's knowledge of the replica");
  client.disconnect();
  return {
    master,
    replica,
    option: { name: NAME, addresses: [{ host: "127.0.0.1", port }] },
    stop: async () => {
      watcher.kill("SIGKILL");
      await once(watcher, "exit");
      await Promise.all([master.stop(), replica.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
