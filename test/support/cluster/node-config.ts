import type { RedisOptions } from "@volley/server";

/** Where the Redis of a cluster test is. */
export type RedisPlace = Pick<RedisOptions, "url" | "cluster" | "sentinel">;

/** What a node of a cluster test is started with, as JSON in `NODE_CONFIG`. */
export interface NodeConfig extends RedisPlace {
  readonly role: "frontend" | "backend" | "both";
  readonly prefix: string;
  readonly type?: string;
  readonly leaseMs?: number;
  /** How long Redis, and this node beside others on a busy machine, may take. */
  readonly commandTimeoutMs?: number;
  /** By how much this node's wall clock is wrong. */
  readonly clockOffsetMs?: number;
  /** The `rev` of one route of its contract. */
  readonly rev?: number;
  readonly unique?: boolean;
  /** Default: what `VOLLEY_FANOUT` says, so that all suites can run on either. */
  readonly fanout?: RedisOptions["fanout"];
  /** How long sessions wait for their clients. */
  readonly graceMs?: number;
}

/** What the test tells a node. */
export type NodeCommand = { readonly type: "stats" } | { readonly type: "block"; readonly ms: number };

/** What a node tells the test. */
export type NodeReport =
  /** An effect that must be had once; told when it is had. */
  | { readonly type: "effect"; readonly id: string }
  | { readonly type: "ready"; readonly id: string; readonly port: number }
  | {
      readonly type: "stats";
      readonly handled: readonly string[];
      /** What its session hooks heard. */
      readonly heard: readonly string[];
      readonly sessions: number;
      readonly nodes: number;
    };
