import type { Sample } from "../measure/sample.js";
import type { ContenderName } from "../peers/peers.js";
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
  /** How long connections come and go. */
  readonly churnMs: number;
  /** Scenarios and contenders without a target are left out. */
  readonly isQuick: boolean;
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
  readonly peer: ContenderName;
  /** Left out of quick runs: no target asks for it. */
  readonly isExtra?: boolean;
  prepare(bench: Bench): Promise<Prepared>;
}

/** A load. All contenders get it in turns, round by round. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** What an operation is. */
  readonly operation: string;
  /** Left out of quick runs: no target asks for it, or it takes long. */
  readonly isExtra?: boolean;
  /** Default: those of the effort. */
  readonly rounds?: number;
  readonly contenders: readonly Contender[];
}
