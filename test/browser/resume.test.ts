import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { defineContract, request } from "@volley/protocol";
import { createServer } from "@volley/server";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { chromiumMissing, launchChromium } from "../support/chromium.js";
import { recordingLogger } from "../support/recording-logger.js";

/** A page with one client that keeps its session over reloads; it writes its status into the document. */
const PAGE = `
  import { createClient } from "@volley/client";
  import { defineContract, request } from "@volley/protocol";
  const contract = defineContract({ routes: { "a.b": request() } });
  const client = createClient(contract, { url: location.origin, resume: { storage: sessionStorage } });
  client.onStatus((status) => {
    if (status.state === "ready") document.title = JSON.stringify(status);
  });
  void client.connect();
`;

interface Shown {
  readonly session: string;
  readonly resumed: boolean;
  readonly resumeFailure?: string;
}

async function serve() {
  const contract = defineContract({ routes: { "a.b": request() } });
  const logger = recordingLogger();
  const server = createServer(contract, { anonymous: true, logger });
  server.service("a", { b: () => undefined });
  const revoked: unknown[] = [];
  server.onSessionRevoked((each) => revoked.push(each));
  const { outputFiles } = await build({
    ...{ bundle: true, write: false, format: "esm", conditions: ["@volley/source"], external: ["ws"] },
    stdin: { contents: PAGE, resolveDir: fileURLToPath(new URL("../..", import.meta.url)), loader: "ts" },
  });
  const html = `<!doctype html><script type="module">${outputFiles[0]?.text}</script>`;
  const http = createHttpServer((_, response) => response.setHeader("content-type", "text/html").end(html));
  server.attach(http);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const browser = await launchChromium();
  onTestFinished(async () => {
    await browser.close();
    await server.close();
    http.close();
  });
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, browser, revoked };
}

async function shown(page: Page): Promise<Shown> {
  await page.waitForFunction("document.title !== ''");
  // The lock of a new session comes a moment after its welcome.
  await page.waitForFunction("sessionStorage.getItem('volley.session') !== null");
  return JSON.parse(await page.title()) as Shown;
}

describe.skipIf(chromiumMissing !== undefined)("a page that keeps its session", { timeout: 60_000 }, () => {
  it("goes on after a reload, and a duplicate of it starts anew without an alarm", async () => {
    const { url, browser, revoked } = await serve();
    const page = await (await browser.newContext()).newPage();
    await page.goto(url);
    const first = await shown(page);
    expect(first.resumed).toBe(false);
    await page.reload();
    expect(await shown(page)).toMatchObject({ session: first.session, resumed: true });

    const [copy] = await Promise.all([page.waitForEvent("popup"), page.evaluate("void window.open(location.href)")]);
    const second = await shown(copy);
    expect(second).toMatchObject({ resumed: false });
    expect(second.session).not.toBe(first.session);
    for (const each of [page, copy]) await each.reload();
    expect(await shown(page)).toMatchObject({ session: first.session, resumed: true });
    expect(await shown(copy)).toMatchObject({ session: second.session, resumed: true });
    expect(revoked).toEqual([]);
  });
});
