import { randomBytes } from "node:crypto";
import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { context, SpanKind } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { createServer, type Role, redis } from "@volley/server";
import { openTelemetry } from "@volley/server/opentelemetry";
import type { Page } from "playwright-core";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { chromiumMissing, launchChromium } from "../support/chromium.js";
import { recordingLogger } from "../support/recording-logger.js";
import { until } from "../support/until.js";
import { buildScripts, servePage } from "./page-scripts.js";
import { factsOf, type SpanFacts } from "./span-facts.js";
import { game } from "./traced-page-contract.js";

const redisUrl = inject("redisUrl");
const prefix = `test-${randomBytes(6).toString("hex")}`;

/** Makes a node that keeps its spans for itself. */
function makeNode(role: Role) {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const server = createServer(game, {
    ...{ role, anonymous: true, logger: recordingLogger(), cluster: redis({ url: redisUrl ?? "", prefix }) },
    traces: openTelemetry({ tracer: provider.getTracer(role) }),
  });
  onTestFinished(() => server.close());
  return { server, spans: async () => exporter.getFinishedSpans().map(factsOf) };
}

/** Starts a frontend that serves the page, and a backend that handles what is played there. */
async function startNodes() {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  onTestFinished(() => context.disable());
  const [front, back] = [makeNode("frontend"), makeNode("backend")];
  back.server.service("table", {
    play: async ({ input }) => void (await back.server.everybody().push("table.played", input)),
  });
  await back.server.start();
  const http = createHttpServer(servePage(await buildScripts("traced-page.ts")));
  front.server.attach(http);
  await front.server.start();
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void http.close());
  return { front, back, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
}

/** Opens the page as a player of its own would. */
async function openPages(url: string, count: number) {
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  return Promise.all(
    Array.from({ length: count }, async () => {
      const page = await (await browser.newContext()).newPage();
      await page.goto(url);
      await page.waitForFunction("document.title === 'ready'");
      return { page, spans: () => page.evaluate("window.spans()") as Promise<readonly SpanFacts[]> };
    }),
  );
}

/** Waits for the one span of this kind and name. */
async function one(spans: () => Promise<readonly SpanFacts[]>, kind: SpanKind, name: string): Promise<SpanFacts> {
  let found: readonly SpanFacts[] = [];
  await until(async () => {
    found = (await spans()).filter((span) => span.kind === kind && span.name === name);
    return found.length > 0;
  }, `the span ${name} of kind ${SpanKind[kind]}`);
  expect(found).toHaveLength(1);
  return found[0] as SpanFacts;
}

const play = (page: Page, card: string): Promise<unknown> => page.evaluate(`window.play(${JSON.stringify(card)})`);

describe.skipIf(chromiumMissing !== undefined || redisUrl === null)("a trace that a browser starts", () => {
  it("goes on in another node's handler, and in the browser of who is pushed to", async () => {
    const { front, back, url } = await startNodes();
    const [ann, bob] = await openPages(url, 2);
    if (ann === undefined || bob === undefined) throw new Error("two pages were to open");
    await play(ann.page, "seven");

    const path = [
      await one(ann.spans, SpanKind.CLIENT, "table.play"),
      await one(front.spans, SpanKind.CLIENT, "table"),
      await one(back.spans, SpanKind.SERVER, "table.play"),
      await one(back.spans, SpanKind.PRODUCER, "table.played"),
      await one(bob.spans, SpanKind.CONSUMER, "table.played"),
    ] as const;
    expect(path.map(({ traceId }) => traceId)).toEqual(path.map(() => path[0].traceId));
    expect(path.map(({ parent }) => parent)).toEqual([null, ...path.slice(0, -1).map(({ spanId }) => spanId)]);
    expect(new Set(path.map(({ spanId }) => spanId)).size).toBe(path.length);
    // Many may hear one push: what they do is linked to it besides.
    expect(path[4].links).toEqual([path[3].spanId]);
    expect(await one(ann.spans, SpanKind.CONSUMER, "table.played")).toMatchObject({ parent: path[3].spanId });

    // Each click is a trace of its own.
    await play(bob.page, "eight");
    expect((await one(bob.spans, SpanKind.CLIENT, "table.play")).traceId).not.toBe(path[0].traceId);
  });
});
