import type { Connection } from "../driver/connection.js";
import type { Payload } from "../payloads.js";
import type { ServerProcess } from "../processes/server-process.js";
import { measured, perOperation, sleep, until } from "./measured.js";
import type { Sample } from "./sample.js";

/** Clients that keep a number of requests under way. */
export interface ClosedLoop {
  readonly servers: readonly ServerProcess[];
  readonly clients: readonly Connection[];
  readonly depth: number;
  readonly payload: Payload;
}

/** From the first request to the start of the measurement. */
const RAMP_MS = 60;

/** Has every answer followed by another request, for a time. Per request: CPU, and how many there were. */
export async function closedLoop({ servers, clients, depth, payload }: ClosedLoop, forMs: number): Promise<Sample> {
  let isRunning = true;
  let underWay = 0;
  for (const client of clients) {
    client.onAnswers = (count) => {
      underWay -= count;
      if (!isRunning) return;
      underWay += count;
      client.request(count, payload);
    };
    underWay += depth;
    client.request(depth, payload);
  }
  await sleep(RAMP_MS);
  const answered = () => clients.reduce((sum, client) => sum + client.answered, 0);
  const before = answered();
  const used = await measured(servers, () => sleep(forMs));
  const operations = answered() - before;
  isRunning = false;
  await until("the last answer", () => underWay === 0);
  for (const client of clients) client.onAnswers = undefined;
  return perOperation(used, operations);
}
