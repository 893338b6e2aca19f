import { performance } from "node:perf_hooks";
import type { Connection } from "../driver/connection.js";
import type { ServerProcess } from "../processes/server-process.js";
import { measured, perOperation, until } from "./measured.js";
import { latencies, percentile, type Sample } from "./sample.js";

/** Requests that are sent when they are due, whatever became of earlier ones. */
export interface OpenLoop {
  readonly servers: readonly ServerProcess[];
  readonly clients: readonly Connection[];
  readonly perSecond: number;
}

/**
 * Sends requests at a fixed rate, round robin over all clients. Latency counts from when a request was due: an answer that
 * is late makes those behind it late too, as users see it. The driver polls, so its own share of CPU says nothing here;
 * `lateP99Ms` shows that it kept up.
 */
export async function openLoop({ servers, clients, perSecond }: OpenLoop, forMs: number): Promise<Sample> {
  const total = Math.round((perSecond * forMs) / 1_000);
  const valuesMs: number[] = [];
  const lateMs: number[] = [];
  const due = clients.map((): number[] => []);
  clients.forEach((client, index) => {
    // A connection's answers come in the order of its requests.
    client.onAnswers = (count) => {
      const now = performance.now();
      for (const dueAt of due[index]?.splice(0, count) ?? []) valuesMs.push(now - dueAt);
    };
  });
  const send = async (): Promise<void> => {
    const startedAt = performance.now();
    for (let n = 0; n < total; ) {
      const now = performance.now();
      for (; n < total && startedAt + (n * 1_000) / perSecond <= now; n++) {
        const index = n % clients.length;
        const dueAt = startedAt + (n * 1_000) / perSecond;
        due[index]?.push(dueAt);
        lateMs.push(performance.now() - dueAt);
        clients[index]?.request(1, "move");
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until("the last answer", () => valuesMs.length === total);
  };
  const used = await measured(servers, send);
  for (const client of clients) client.onAnswers = undefined;
  const { driverShare: _, ...sample } = perOperation(used, total);
  return {
    ...sample,
    ...latencies(valuesMs),
    lateP99Ms: percentile(
      lateMs.toSorted((a, b) => a - b),
      99,
    ),
  };
}
