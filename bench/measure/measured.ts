import { performance } from "node:perf_hooks";
import type { ServerProcess } from "../processes/server-process.js";
import type { Sample } from "./sample.js";

/** What servers and driver used while something ran. */
export interface Used {
  readonly cpuUs: number;
  /** Server by server. */
  readonly cpuUsEach: readonly number[];
  readonly handled: number;
  readonly wallMs: number;
  readonly driverShare: number;
  readonly serverShare: number;
}

/** Runs something, and tells what it cost the servers and this process. */
export async function measured(servers: readonly ServerProcess[], run: () => Promise<unknown>): Promise<Used> {
  const usages = () => Promise.all(servers.map((server) => server.usage()));
  const before = await usages();
  const own = process.cpuUsage();
  const startedAt = performance.now();
  await run();
  const wallMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(own);
  const after = await usages();
  const cpuUsEach = after.map(({ cpuUs }, index) => cpuUs - (before[index]?.cpuUs ?? 0));
  const cpuUs = cpuUsEach.reduce((sum, each) => sum + each, 0);
  return {
    cpuUs,
    cpuUsEach,
    handled: after.reduce((sum, { handled }, index) => sum + handled - (before[index]?.handled ?? 0), 0),
    wallMs,
    driverShare: (user + system) / wallMs / 1_000,
    serverShare: cpuUs / wallMs / 1_000,
  };
}

/** Says it per operation. */
export function perOperation({ cpuUs, wallMs, driverShare, serverShare }: Used, operations: number): Sample {
  const opsPerSecond = (operations / wallMs) * 1_000;
  return { cpuUsPerOp: cpuUs / operations, opsPerSecond, driverShare, serverShare };
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits for something that this process sees become true. Rejects after 30 s. */
export async function until(what: string, condition: () => boolean): Promise<void> {
  const end = performance.now() + 30_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`${what} didn't happen within 30 s`);
    await sleep(2);
  }
}
