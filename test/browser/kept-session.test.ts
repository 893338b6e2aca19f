import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { defineContract } from "@volley/protocol";
import { createServer, type Revoked } from "@volley/server";
import type { Page } from "playwright-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { chromiumMissing, launchChromium } from "../support/chromium.js";
import { recordingLogger } from "../support/recording-logger.js";
import { buildScripts, servePage } from "./page-scripts.js";

/** Serves the page, and starts a browser to look at it. */
async function serve() {
  const scripts = await buildScripts("kept-session-page.ts");
  const server = createServer(defineContract({}), { anonymous: true, logger: recordingLogger() });
  const revoked: Revoked[] = [];
  server.onSessionRevoked((each) => void revoked.push(each));
  const http = createHttpServer(servePage(scripts));
  server.attach(http);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const browser = await launchChromium();
  onTestFinished(async () => {
    await browser.close();
    await server.close();
    http.close();
  });
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, browser, server, revoked };
}

interface Shown {
  readonly session: string;
  readonly resumed: boolean;
}

/** Waits until a page is connected and has stored its session. */
async function shown(page: Page): Promise<Shown> {
  await page.waitForFunction("document.title !== ''");
  const { session, ...status } = JSON.parse(await page.title()) as Shown;
  await page.waitForFunction((id) => Object.values({ ...sessionStorage }).some((value) => value.includes(id)), session);
  return { session, ...status };
}

describe.skipIf(chromiumMissing !== undefined)("a page that keeps its session", () => {
  it("goes on after a reload, and a duplicate of it gets a session of its own without an alarm", async () => {
    const { url, browser, server, revoked } = await serve();
    const page = await (await browser.newContext()).newPage();
    await page.goto(url);
    const first = await shown(page);
    expect(first.resumed).toBe(false);
    for (let n = 0; n < 3; n++) {
      await page.reload();
      expect(await shown(page)).toMatchObject({ session: first.session, resumed: true });
    }

    await page.evaluate("sessionStorage.setItem('mark', 'copied')");
    // Opened by the page itself it starts with a copy of its storage, as a duplicated tab does.
    const [copy] = await Promise.all([page.waitForEvent("popup"), page.evaluate("void window.open(location.href)")]);
    const second = await shown(copy);
    expect(await copy.evaluate("sessionStorage.getItem('mark')")).toBe("copied");
    expect(second.resumed).toBe(false);
    expect(second.session).not.toBe(first.session);
    for (const each of [page, copy]) await each.reload();
    expect(await shown(page)).toMatchObject({ session: first.session, resumed: true });
    expect(await shown(copy)).toMatchObject({ session: second.session, resumed: true });
    expect(
      server
        .sessions()
        .map(({ id }) => id)
        .sort(),
    ).toEqual([first.session, second.session].sort());
    expect(revoked).toEqual([]);
  });
});
