import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { createDuelServer, type DuelServerOptions } from "../../examples/web/src/server/duel-server.js";
import { launchChromium } from "../support/chromium.js";
import { type DuelCluster, startDuelCluster } from "../support/duel-cluster.js";
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
  return serveBuilt(async (clientDir) => {
    const server = createDuelServer({ ...options, clientDir });
    const port = await server.listen(0, "127.0.0.1");
    return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
  });
}

/** Does the same on a cluster: two frontends, two backends and the Redis at `redisUrl`. */
export async function serveDuelCluster(redisUrl: string): Promise<ServedDuel & { readonly cluster: DuelCluster }> {
  return serveBuilt(async (clientDir) => {
    const cluster = await startDuelCluster(redisUrl, { clientDir });
    return { url: `http://127.0.0.1:${cluster.port}/`, cluster, close: cluster.close };
  });
}

async function serveBuilt<S extends Pick<ServedDuel, "url" | "close">>(
  serve: (clientDir: string) => Promise<S>,
): Promise<S & { readonly browser: Browser }> {
  const browser = await launchChromium();
  const clientDir = await mkdtemp(join(tmpdir(), "word-duel-"));
  await Promise.all([buildClient(clientDir), mkdir(artifacts, { recursive: true })]);
  const served = await serve(clientDir);
  return {
    ...served,
    browser,
    async close() {
      await browser.close();
      await served.close();
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
