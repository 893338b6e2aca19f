// `npm run cluster`: the game on two frontends and two backends, on this machine.
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { startCluster } from "./start-cluster.js";

const { PORT = "3000", HOST = "127.0.0.1", REDIS_URL, REDIS_SERVER, DUEL_SECRET } = process.env;

const started = startCluster({
  port: Number(PORT),
  host: HOST,
  server: [process.execPath, fileURLToPath(new URL("main.js", import.meta.url))],
  // Made up here, so that guests keep their identity on whichever frontend, as long as the cluster lives.
  env: { DUEL_SECRET: DUEL_SECRET ?? randomBytes(32).toString("hex") },
  redisUrl: REDIS_URL || undefined,
  redisServer: REDIS_SERVER || undefined,
  log: console.log,
});

const stop = () => {
  started
    .then((cluster) => cluster.close())
    .catch(() => undefined)
    .finally(() => process.exit());
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, stop);

try {
  const { port } = await started;
  console.log(`Word duel: http://${HOST === "127.0.0.1" ? "localhost" : HOST}:${port}`);
  console.log("Kill one of these processes with `kill -9`, and play on. Ctrl-C stops them all.");
} catch (error) {
  console.error("The cluster can't run:", error instanceof Error ? error.message : error);
  process.exit(1);
}
