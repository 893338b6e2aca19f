import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { createDuelServer, type DuelServerOptions } from "../../examples/web/src/server/duel-server.js";
import { launchChromium } from "../support/chromium.js";
import type { DuelPlayer } from "./duel-player.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const artifacts = join(root, "test-artifacts");

/** What a phone and a desk show. */
export const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 800 };

/** The game, served, and a browser to play it. */
export interface ServedDuel {
  readonly url: string;
  readonly browser: Browser;
  /** Ends the browser and the server, and removes the built client. */
  close(): Promise<void>;
}

/** Builds the client from the sources, Volley's too, serves it on a free port, and starts a browser. */
export async function serveDuel(options: Omit<DuelServerOptions, "clientDir"> = {}): Promise<ServedDuel> {
  const browser = await launchChromium();
  const clientDir = await mkdtemp(join(tmpdir(), "word-duel-"));
  await Promise.all([buildClient(clientDir), mkdir(artifacts, { recursive: true })]);
  const server = createDuelServer({ ...options, clientDir });
  server.httpServer.listen(0, "127.0.0.1");
  await once(server.httpServer, "listening");
  const { port } = server.httpServer.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    browser,
    async close() {
      await browser.close();
      await server.close();
      await rm(clientDir, { recursive: true, force: true });
    },
  };
}

async function buildClient(outDir: string): Promise<void> {
  const example = join(root, "examples", "web");
  const vite = join(example, "node_modules", "vite", "bin", "vite.js");
  const args = [vite, "build", "--mode", "source", "--outDir", outDir, "--logLevel", "error"];
  await promisify(execFile)(process.execPath, args, { cwd: example });
}

/** Keeps a screenshot in test-artifacts, taken when nothing moves any more. */
export async function takePicture({ page }: DuelPlayer, name: string): Promise<void> {
  await page.screenshot({ path: join(artifacts, name), animations: "disabled" });
}
