import type { Sample } from "../measure/sample.js";
import type { Host } from "../processes/server-process.js";

/** How much is measured. */
export interface Effort {
  readonly rounds: number;
  readonly roundMs: number;
  /** Before the first round of each contender. */
  readonly warmUpMs: number;
  /** Connections of the scenarios with many of them. */
  readonly idleConnections: number;
  readonly stormConnections: number;
  /** Nodes of the clusters in which users are pushed to. */
  readonly nodeCounts: readonly number[];
}

/** What a scenario gets to work with. */
export interface Bench {
  readonly host: Host;
  readonly effort: Effort;
  /** Of the cluster scenarios. */
  readonly redisUrl: string;
}

/** A contender with its servers and clients, ready to be measured. */
export interface Prepared {
  round(): Promise<Sample>;
  close(): Promise<void>;
}

/** One of those that are compared in a scenario. */
export interface Contender {
  /** Its name in the results. */
  readonly peer: string;
  prepare(bench: Bench): Promise<Prepared>;
}

/** A load. All contenders get it in turns, round by round. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** What an operation is. */
  readonly operation: string;
  readonly contenders: readonly Contender[];
}
