import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./process.mjs";

const requireFromTests = createRequire(join(root, "test", "package.json"));

/**
 * Finds a Chromium, or installs one where that asks no question. Returns the environment that test/support/chromium.ts
 * reads: `CHROMIUM_PATH`, or `CHROMIUM_MISSING` with the reason.
 */
export async function provideChromium() {
  const path = find() ?? (install() ? find() : undefined);
  if (path !== undefined) return { CHROMIUM_PATH: path };
  const reason = "no Chromium found, and none could be installed; set CHROMIUM_PATH to one";
  console.log(`The browser tests are skipped: ${reason}.`);
  return { CHROMIUM_PATH: "", CHROMIUM_MISSING: reason };
}

function find() {
  const candidates = [
    process.env.CHROMIUM_PATH,
    requireFromTests("playwright-core").chromium.executablePath(),
    "/usr/bin/chromium",
    "/usr/bin/google-chrome",
    "/usr/bin/chromium-browser",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ];
  return candidates.find((path) => path && existsSync(path) && answers(path));
}

/** Tells a browser from a stub, such as Ubuntu's, that only says how to get one. */
const answers = (path) => spawnSync(path, ["--version"], { timeout: 20_000 }).status === 0;

function install() {
  console.log("Installing Chromium for the browser tests ...");
  return installWithApt() || installWithPlaywright();
}

/** Debian only: Ubuntu's package of that name is the stub. */
function installWithApt() {
  if (!existsSync("/etc/os-release") || !/^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"))) return false;
  const asRoot = process.getuid() === 0 ? ["env"] : ["sudo", "-n", "env"];
  const apt = (...args) =>
    quietly(...asRoot, "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120", ...args);
  apt("update"); // the package lists may be missing or old
  return apt("install", "-y", "--no-install-recommends", "chromium");
}

function installWithPlaywright() {
  const cli = join(requireFromTests.resolve("playwright-core/package.json"), "..", "cli.js");
  return quietly(process.execPath, cli, "install", "chromium", "--no-shell");
}

/** Runs a command, shows its complaint if it fails, and tells whether it succeeded. */
function quietly(command, ...args) {
  const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  const complaint = error?.message ?? stderr.split("\n").find((line) => /^E:|error/i.test(line)) ?? stderr.trim();
  if (status !== 0) console.log(`  ${[command, ...args].join(" ")}: ${complaint}`);
  return status === 0;
}
