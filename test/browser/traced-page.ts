// The script of a page with one traced client, which keeps its spans: the test plays on it, and reads them.
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { createClient } from "@volley/client";
import { traced } from "@volley/client/opentelemetry";
import { factsOf } from "./span-facts.js";
import { game } from "./traced-page-contract.js";

const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
const client = traced(createClient(game, { url: location.origin }), { tracer: provider.getTracer("page") });
client.onPush("table.played", () => {});
client.onStatus(({ state }) => {
  document.title = state;
});
void client.connect();

Object.assign(window, {
  play: (card: string) => client.request("table.play", card),
  spans: () => exporter.getFinishedSpans().map(factsOf),
});
