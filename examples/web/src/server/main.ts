import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createDuelServer } from "./duel-server.js";
import { readSettings } from "./settings.js";

const { DUEL_URL, DUEL_CLIENT } = process.env;

// Beside the built server lies the built client; beside the sources there is none, and Vite serves it.
const built = DUEL_CLIENT ?? fileURLToPath(new URL("../client", import.meta.url));
const clientDir = existsSync(join(built, "index.html")) ? built : undefined;

try {
  const settings = readSettings(process.env, process.argv.slice(2));
  const server = createDuelServer({ ...settings, clientDir });
  const stop = () => {
    server.drain().then(
      () => process.exit(0),
      (reason: unknown) => fail(reason),
    );
  };
  // Not once: the second signal is for who can't wait.
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  // Started by `npm run cluster`, and that is gone: it can't stop us any more.
  process.once("disconnect", stop);

  const port = await server.listen(settings.port, settings.host);
  const host = settings.host === "127.0.0.1" ? "localhost" : settings.host;
  const where = port === undefined ? "no port" : (DUEL_URL ?? `http://${host}:${port}`);
  console.log(settings.cluster ? `${settings.cluster.role} ${process.pid}: ${where}` : `Word duel: ${where}`);
  process.send?.({ port });
} catch (error) {
  fail(error);
}

function fail(reason: unknown): void {
  console.error("Word duel can't run:", reason instanceof Error ? reason.message : reason);
  process.exit(1);
}
