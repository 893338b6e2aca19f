import { createClient } from "@volley/client";
import { defineContract, defineRemotes, group, notify, push, request } from "@volley/protocol";
import { createServer, type Labels, type Role, type Server, type ServerOptions } from "@volley/server";
import { type TestCluster, testCluster } from "@volley/server/testing";
import { onTestFinished } from "vitest";
import * as z from "zod";
import type { Catalogue } from "../../../packages/server/src/metrics/catalogue.js";
import type { RecordingMetrics } from "../../support/recording-metrics.js";

/** A game small enough to move any metric with. */
export const contract = defineContract({
  routes: {
    "arena.enter": request({ input: z.string(), output: z.number() }),
    "arena.wait": request(),
    "arena.say": notify({ input: z.string() }),
    "arena.buy": request({ input: z.string(), once: true }),
    "arena.vote": request({ limit: { rate: 100, perMs: 1_000, by: "uid" } }),
    "desk.ask": request({ input: z.string() }),
  },
  pushes: {
    "arena.said": push(z.string()),
    "arena.tick": push(z.string(), { delivery: "volatile" }),
    "arena.hit": push(z.number(), { delivery: "replay", keep: { count: 2 } }),
  },
  groups: { "arena:{id}": group(["arena.said", "arena.tick", "arena.hit"]) },
});
export const bank = defineRemotes({ routes: { "bank.pay": request({ input: z.number() }) } });

export type Arena = Server<typeof contract>;

/** What a test does to move a metric, and how it says that it has. */
export interface Move {
  readonly metrics: RecordingMetrics;
  /** Waits until the metric with these labels is what is wanted; default: more than 0. */
  moved(labels?: Labels, wanted?: (value: number) => boolean): Promise<void>;
}
export type Moves = { readonly [K in keyof Catalogue]?: (move: Move) => Promise<void> };

/** Serves the arena; the desk is served by nodes with `desk`, others forward it there. */
export function serve(server: Arena, { desk = true }: { desk?: boolean } = {}): void {
  if (desk) server.service("desk", { ask: () => server.rpc(bank, "bank.pay", 1) });
  if (desk) server.remotes(bank, { "bank.pay": () => {} });
  server.service("arena", {
    enter: async ({ input, session }) => {
      await session.join("arena:{id}", { id: input });
      return 1;
    },
    wait: ({ signal }) => new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve())),
    say: () => {},
    buy: () => {},
    vote: () => {},
  });
}

/** One node: gauges of several would be the last one's. */
export const ALONE: readonly Role[] = ["both"];

/** A frontend and a backend that has the desk, in memory. */
export async function inMemory(metrics: RecordingMetrics, options: ServerOptions = {}, nodes?: readonly Role[]) {
  const roles = nodes ?? ["frontend", "backend"];
  const t = await testCluster(
    contract,
    (server, { index }) => serve(server as unknown as Arena, { desk: index === roles.length - 1 }),
    { nodes: roles, server: { metrics, ...options } },
  );
  onTestFinished(() => t.close());
  const [front, back = front] = t.servers as unknown as Arena[];
  if (front === undefined || back === undefined) throw new Error("there is no server");
  return { t: t as TestCluster<typeof contract, unknown, unknown>, front, back };
}

/** A server with a port. */
export async function onSockets(metrics: RecordingMetrics, options: ServerOptions = {}) {
  const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: console.error };
  const server = createServer(contract, { metrics, logger, ...options } as ServerOptions) as unknown as Arena;
  serve(server);
  const { url } = await server.listen(0, { host: "127.0.0.1" });
  onTestFinished(() => server.close());
  const client = async (token?: string) => {
    const made = createClient(contract, {
      url: url.replace("localhost", "127.0.0.1"),
      token: () => token ?? null,
      logger,
    });
    onTestFinished(() => made.close());
    await made.connect();
    return made;
  };
  return { server, url: url.replace("localhost", "127.0.0.1"), client };
}
