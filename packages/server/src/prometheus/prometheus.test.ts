import { Registry } from "prom-client";
import { expect, it } from "vitest";
import { listenForMetrics } from "./listen-for-metrics.js";
import { prometheus } from "./prometheus.js";

const definition = { name: "games_total", help: "Games.", labels: ["mode"] };

it("tells counters, gauges and histograms with their labels", async () => {
  const { register, ...reporter } = prometheus({ prefix: "duel_" });
  const games = reporter.counter(definition);
  const waiting = reporter.gauge({ name: "waiting", help: "Waiting." });
  const waits = reporter.histogram({ name: "wait_seconds", help: "Waits.", buckets: [1, 2] });
  games(2, { mode: "ranked" });
  waiting(7, {});
  waits(1.5, {});
  const text = await register.metrics();
  expect(text).toContain('duel_games_total{mode="ranked"} 2');
  expect(text).toContain("duel_waiting 7");
  expect(text).toContain('duel_wait_seconds_bucket{le="2"} 1');
});

it("has numbers brought up to date once each time it is asked, before any is told", async () => {
  const { register, ...reporter } = prometheus();
  reporter.counter(definition);
  const reads = reporter.gauge({ name: "reads", help: "Reads." });
  let times = 0;
  const stop = reporter.onCollect(() => reads(++times, {}));
  expect(await register.metrics()).toContain("reads 1");
  expect(await register.metrics()).toContain("reads 2");
  stop();
  expect(await register.metrics()).toContain("reads 2");
});

it("goes into the app's own registry, where each name is there once", () => {
  const register = new Registry();
  prometheus({ register }).counter(definition);
  expect(() => prometheus({ register }).counter(definition)).toThrow("already been registered");
});

it("answers on a port of its own, at /metrics only", async () => {
  const reporter = prometheus();
  reporter.gauge({ name: "waiting", help: "Waiting." })(3, {});
  await using port = await listenForMetrics(reporter, 0);
  const answer = await fetch(port.url);
  expect(answer.headers.get("content-type")).toContain("text/plain");
  expect(await answer.text()).toContain("waiting 3");
  expect((await fetch(port.url, { method: "POST" })).status).toBe(405);
  expect((await fetch(new URL("/", port.url))).status).toBe(404);
  expect(await (await fetch(port.url, { method: "HEAD" })).text()).toBe("");
  await port.close();
  await expect(fetch(port.url)).rejects.toThrow("fetch failed");
});

it("says that it can't read the metrics when one throws, and not why", async () => {
  const reporter = prometheus();
  reporter.gauge({ name: "waiting", help: "Waiting." });
  reporter.onCollect(() => {
    throw new Error("secret");
  });
  await using port = await listenForMetrics(reporter, 0);
  const answer = await fetch(port.url);
  expect([answer.status, await answer.text()]).toEqual([500, "The metrics can't be read.\n"]);
});
