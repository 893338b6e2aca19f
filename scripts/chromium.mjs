import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { aptInstall, distribution, quietly } from "./apt.mjs";
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
  return distribution().id === "debian" && aptInstall("chromium");
}

function installWithPlaywright() {
  const cli = join(requireFromTests.resolve("playwright-core/package.json"), "..", "cli.js");
  return quietly([process.execPath, cli, "install", "chromium", "--no-shell"]);
}
