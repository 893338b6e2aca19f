import cluster from "node:cluster";
import { readFileSync } from "node:fs";
import { createSystemClock } from "@volley/protocol/internal";
import type { Config } from "./config/config-keys.js";
import { helpText } from "./config/help-text.js";
import { ConfigError, readConfig } from "./config/read-config.js";
import { banner } from "./process/banner.js";
import { onEnd } from "./process/on-end.js";
import { pinoLogger } from "./process/pino-logger.js";
import { startWorkers } from "./process/run-workers.js";
import { startReferenceServer } from "./reference-server.js";

const EXIT_CONFIG = 2;
const REFORK_MS = 1_000;

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};
const args = process.argv.slice(2);

if (args.includes("--help")) process.stdout.write(helpText());
else if (args.includes("--version")) process.stdout.write(`${version}\n`);
else {
  const config = configOrExit();
  if (config !== undefined) await run(config);
}

function configOrExit(): Config | undefined {
  try {
    return readConfig({ args, env: process.env, readFile: (path) => readFileSync(path, "utf8") });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(error.problems.map((problem) => `volley-server: ${problem}\n`).join(""));
    process.exitCode = EXIT_CONFIG;
    return undefined;
  }
}

async function run(config: Config): Promise<void> {
  const logger = pinoLogger(config.logLevel);
  const clock = createSystemClock();
  const exit = (code: number): void => process.exit(code);
  const greet = (url: string): void => {
    if (config.banner) process.stderr.write(banner(config, { version, url }));
    logger.info("listening", { url, version, workers: config.workers });
  };
  if (config.workers > 1 && cluster.isPrimary) {
    const pause = (then: () => void): void => void clock.after(REFORK_MS, then);
    const { all, listening } = startWorkers({ workers: config.workers, logger, pause });
    const close = (signal: NodeJS.Signals): Promise<number> => {
      all.stop(signal);
      return all.ended;
    };
    // The workers have closeMs each: whoever waits for them waits a little longer.
    onEnd({ clock, closeMs: config.closeMs + REFORK_MS, close, exit });
    void all.ended.then(exit);
    await listening;
    greet(`http://${config.host}:${config.port}`);
    return;
  }
  try {
    const server = await startReferenceServer(config, logger);
    onEnd({ clock, closeMs: config.closeMs, exit, close: () => server.close().then(() => 0) });
    if (!cluster.isWorker) greet(server.url);
  } catch (error) {
    logger.error("the server could not start", { error });
    exit(1);
  }
}
