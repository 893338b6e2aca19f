import { type Client, createClient } from "@volley/client";
import { traced } from "@volley/client/opentelemetry";
import { defineContract, push, request } from "@volley/protocol";
import { createServer, type MetricsReporter } from "@volley/server";
import { openTelemetry } from "@volley/server/opentelemetry";
import { metricsHandler, prometheus } from "@volley/server/prometheus";
import { statsd } from "@volley/server/statsd";
import { expectTypeOf, it } from "vitest";
import * as z from "zod";

const contract = defineContract({
  routes: { "a.b": request({ input: z.string() }) },
  pushes: { "a.c": push(z.number()) },
});
const server = createServer(contract, { metrics: prometheus(), traces: openTelemetry() });

it("reporters fit the option, and nothing else does", () => {
  expectTypeOf(prometheus()).toExtend<MetricsReporter>();
  expectTypeOf(statsd()).toExtend<MetricsReporter>();
  // @ts-expect-error: a registry is no reporter
  createServer(contract, { metrics: prometheus().register });
  // @ts-expect-error: statsd has nothing to ask
  metricsHandler(statsd());
});

it("labels are the ones that were declared", () => {
  const games = server.metrics.counter({ name: "games_total", help: "Games.", labels: ["mode"] });
  games.add(1, { mode: "duel" });
  // @ts-expect-error: a label is missing
  games.add(1);
  // @ts-expect-error: no such label
  games.add(1, { mode: "duel", user: "a" });
  const open = server.metrics.gauge({ name: "tables", help: "Tables." });
  open.set(1);
  // @ts-expect-error: it has no labels
  open.set(1, { mode: "duel" });
});

it("a traced client is the same client", () => {
  const client = createClient(contract, { url: "http://a" });
  expectTypeOf(traced(client)).toEqualTypeOf<Client<typeof contract>>();
});
