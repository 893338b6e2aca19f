import type { DrainOptions, DrainReport, RedisOptions } from "@volley/server";

/** What a node of a fault test is started with, as JSON in `NODE_CONFIG`. */
export interface ChaosNodeConfig extends Pick<RedisOptions, "url" | "cluster" | "sentinel"> {
  readonly role: "frontend" | "backend" | "both";
  readonly prefix: string;
  /** Where a line is written for each effect that is had: a file survives whatever becomes of the process. */
  readonly ledger: string;
  readonly leaseMs: number;
  readonly graceMs: number;
  /** 0: a free one. */
  readonly port: number;
  /** What SIGTERM does: a drain with these options; left out, it closes. */
  readonly drain?: Omit<DrainOptions, "signal"> | undefined;
}

/** A push that a node makes by itself. */
export interface NodePush {
  readonly kind: "room" | "brief" | "user";
  readonly room: string;
  readonly id: string;
  readonly except?: readonly string[] | undefined;
  readonly producer?: { readonly id: string; readonly serial: number } | undefined;
}

/** What the test asks of a node. */
export type NodeQuestion =
  | { readonly type: "push"; readonly push: NodePush }
  | { readonly type: "stats" }
  | { readonly type: "block"; readonly ms: number };

/** How a push ended. */
export interface NodePushed {
  /** "" when it is there. */
  readonly code: string;
  readonly offset: number | undefined;
  readonly duplicate: boolean;
}

/** How a node is. The heap is measured after its garbage was collected. */
export interface NodeStats {
  readonly sessions: number;
  readonly nodes: number;
  readonly heapUsed: number;
}

export interface NodeAnswers {
  readonly push: NodePushed;
  readonly stats: NodeStats;
  readonly block: null;
}

/** What goes between the test and a node: questions with a number, and the answers to them. */
export type ToNode = NodeQuestion & { readonly ask: number };
export type FromNode =
  | { readonly type: "ready"; readonly id: string; readonly port: number }
  | { readonly type: "drained"; readonly report: DrainReport }
  | { readonly type: "answer"; readonly ask: number; readonly answer: NodeAnswers[keyof NodeAnswers] };
