import cluster from "node:cluster";
import { readFileSync } from "node:fs";
import { createSystemClock } from "@volley/protocol/internal";
import type { Logger } from "@volley/server";
import type { Config } from "./config/config-keys.js";
import { helpText } from "./config/help-text.js";
import { ConfigError, readConfig } from "./config/read-config.js";
import { nodeMetrics } from "./operator/node-metrics.js";
import { type BannerFacts, banner } from "./process/banner.js";
import { onEnd } from "./process/on-end.js";
import { pinoLogger } from "./process/pino-logger.js";
import { type ReferenceServer, startReferenceServer } from "./reference-server.js";
import { createRoomNode } from "./room-node.js";
import type { OtlpTraces } from "./traces/otlp-traces.js";
import { traceTarget } from "./traces/trace-target.js";
import { answerPrimary } from "./workers/answer-primary.js";
import { runPrimary } from "./workers/run-primary.js";
import { WORKER_PLACE } from "./workers/run-workers.js";

/** What signals end. */
type Ended = Pick<ReferenceServer, "drain" | "close">;

const EXIT_CONFIG = 2;
/** The workers have the same times: whoever waits for them waits a little longer, in ms. */
const PRIMARY_MS = 1_000;

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};
const args = process.argv.slice(2);
const clock = createSystemClock();
const exit = (code: number): void => process.exit(code);

if (args.includes("--help")) process.stdout.write(helpText());
else if (args.includes("--version")) process.stdout.write(`${version}\n`);
else {
  const config = configOrExit();
  if (config !== undefined) await run(config, pinoLogger(config.logLevel));
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

async function run(config: Config, logger: Logger): Promise<void> {
  const start = config.workers === 1 ? runAlone : cluster.isPrimary ? runWithWorkers : runAsWorker;
  try {
    await start(config, logger);
  } catch (error) {
    logger.error("the server could not start", { error });
    exit(1);
  }
}

async function runAlone(config: Config, logger: Logger): Promise<void> {
  const traces = await openTraces(logger);
  const server = await startReferenceServer(config, logger, { traces: traces?.tracer });
  endGently(config, server, traces);
  greet(config, logger, server);
}

async function runWithWorkers(config: Config, logger: Logger): Promise<void> {
  const { workers, listen, operatorUrl } = await runPrimary(config, logger);
  const end = (signal: NodeJS.Signals): Promise<number> => {
    workers.stop(signal);
    return workers.ended;
  };
  const { drainMs, closeMs } = config;
  onEnd({ drainMs, closeMs: closeMs + PRIMARY_MS, clock, exit, drain: end, close: end });
  void workers.ended.then(exit);
  await listen;
  greet(config, logger, { url: `http://${config.host}:${config.port}`, operatorUrl });
}

async function runAsWorker(config: Config, logger: Logger): Promise<void> {
  const worker = process.env[WORKER_PLACE];
  const { reporter, register } = nodeMetrics(config, worker);
  const traces = await openTraces(logger);
  const node = createRoomNode({ config, logger, metrics: reporter, traces: traces?.tracer, sharesPort: true });
  answerPrimary({ health: node.server.health, register });
  endGently(config, node, traces);
  try {
    await node.listen();
    logger.info("a worker listens", { worker });
  } catch (error) {
    await node.close();
    throw error;
  }
}

/** Loads what traces need only if somebody wants them. */
async function openTraces(logger: Logger): Promise<OtlpTraces | undefined> {
  const target = traceTarget(process.env);
  if (target.kind === "unsupported") logger.warn("there are no traces", { why: target.why });
  if (target.kind !== "otlp") return undefined;
  const { otlpTraces } = await import("./traces/otlp-traces.js");
  return otlpTraces({ version, logger, clock });
}

/** Has signals end a server; its last spans are sent behind it. */
function endGently({ drainMs, closeMs }: Config, server: Ended, traces: OtlpTraces | undefined): void {
  const drain = async (): Promise<number> => {
    await server.drain();
    await traces?.close();
    return 0;
  };
  onEnd({ drainMs, closeMs, clock, exit, drain, close: () => server.close().then(() => traces?.close()) });
}

function greet(config: Config, logger: Logger, facts: Omit<BannerFacts, "version">): void {
  if (config.banner) process.stderr.write(banner(config, { ...facts, version }));
  logger.info("listening", { url: facts.url, operatorUrl: facts.operatorUrl, version, workers: config.workers });
}
