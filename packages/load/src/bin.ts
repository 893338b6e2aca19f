import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createSystemClock } from "@volley/protocol/internal";
import { helpText } from "./options/help-text.js";
import { readOptions } from "./options/read-options.js";
import { generate } from "./processes/generator.js";
import { channelToParent, GENERATOR, startGenerator } from "./processes/generator-process.js";
import { readScenario } from "./processes/read-scenario.js";
import { runLoad } from "./run-load.js";
import { openClient } from "./traffic/open-client.js";

const UNUSABLE = 2;
/** One Ctrl-C may come twice, from the terminal and through npm, in ms. */
const SAME_SIGNAL_MS = 1_000;

const args = process.argv.slice(2);
const clock = createSystemClock();

if (args[0] === GENERATOR) beGenerator();
else if (args.includes("--help")) process.stdout.write(helpText());
else if (args.includes("--version")) process.stdout.write(`${version()}\n`);
else await beReporter();

async function beReporter(): Promise<void> {
  const options = readOptions(args);
  if ("problems" in options) {
    process.stderr.write(options.problems.map((problem) => `volley-load: ${problem}\n`).join(""));
    process.exitCode = UNUSABLE;
    return;
  }
  const { stdout } = process;
  const screen = {
    ...{ isTTY: stdout.isTTY === true, write: (text: string) => void stdout.write(text) },
    get columns() {
      return stdout.columns;
    },
  };
  try {
    const start = () => startGenerator(fileURLToPath(import.meta.url));
    process.exitCode = await runLoad(options, { clock, screen, startGenerator: start, onInterrupt });
  } catch (error) {
    process.stderr.write(`volley-load: ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}

/** Ends in good order at the first signal, at once at a second one. */
function onInterrupt(stop: () => void): void {
  let stoppedAt: number | undefined;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stoppedAt !== undefined && clock.monotonic() - stoppedAt > SAME_SIGNAL_MS) process.exit(1);
      if (stoppedAt !== undefined) return;
      stoppedAt = clock.monotonic();
      stop();
    });
  }
}

/** The terminal sends Ctrl-C to all processes: those that send wait for the order to stop, or for the reporter's end. */
function beGenerator(): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
  // Finer than Date.now, and the same for all processes of a machine: pushes are measured from one to another.
  const now = (): number => performance.timeOrigin + performance.now();
  generate({
    ...{ channel: channelToParent(), clock: { ...clock, now }, random: Math.random, openClient, readScenario },
    exit: () => process.exit(),
  });
}

function version(): string {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
