import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { KeptProcess } from "../../examples/web/src/cluster/keep-running.js";
import { type Cluster, startCluster } from "../../examples/web/src/cluster/start-cluster.js";
import { createRedisStores } from "../../examples/web/src/store/redis-stores.js";
import type { Stores } from "../../examples/web/src/store/stores.js";
import { until } from "./until.js";

/** Word duel on two frontends and two backends, run from the sources. */
export interface DuelCluster extends Cluster, AsyncDisposable {
  /** What the processes keep in Redis. */
  readonly stores: Stores;
  /** What was said of the processes, such as that one ended. */
  readonly said: readonly string[];
}

const main = fileURLToPath(new URL("../../examples/web/src/server/main.ts", import.meta.url));

/** Starts it on the Redis at `redisUrl`, under a prefix of its own. `clientDir`: the built client, if pages are wanted. */
export async function startDuelCluster(redisUrl: string, { clientDir = "" } = {}): Promise<DuelCluster> {
  const prefix = `test-${randomBytes(6).toString("hex")}`;
  const said: string[] = [];
  const cluster = await startCluster({
    port: 0,
    host: "127.0.0.1",
    server: [process.execPath, "--conditions=@volley/source", "--import", "tsx", main],
    env: { DUEL_SECRET: randomBytes(32).toString("hex"), DUEL_PREFIX: prefix, DUEL_CLIENT: clientDir },
    redisUrl,
    log: (text) => said.push(text),
  });
  const stores = createRedisStores({ url: redisUrl, prefix: `${prefix}:game`, onTrouble: console.error });
  await stores.open();
  const close = async () => {
    stores.close();
    await cluster.close();
  };
  return { ...cluster, stores, said, close, [Symbol.asyncDispose]: close };
}

/** Stops a process: it does nothing more, and looks alive. */
export function freeze({ state, name }: KeptProcess): void {
  if (!("child" in state)) throw new Error(`${name} isn't there to be stopped`);
  state.child.kill("SIGSTOP");
}

/** Kills a process, and waits until it is gone. */
export async function kill({ state, name }: KeptProcess): Promise<void> {
  if (!("child" in state)) throw new Error(`${name} isn't there to be killed`);
  const { child } = state;
  child.kill("SIGKILL");
  await until(() => child.signalCode !== null, `the end of ${name}`);
}

/** Waits until a process that was killed is back. */
export async function untilBack(kept: KeptProcess): Promise<void> {
  await until(() => kept.state.status === "ready", `${kept.name} started again`, 60_000);
}

/** Names the address of a frontend. */
export function urlOf({ state, name }: KeptProcess): string {
  if (!("port" in state) || state.port === undefined) throw new Error(`${name} doesn't listen`);
  return `http://127.0.0.1:${state.port}`;
}
