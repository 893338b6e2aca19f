import type { Outcome } from "../scenarios/run-scenario.js";
import type { Verdict } from "./judge.js";

/** What is written to results/latest.json. */
export interface Report {
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGb: number;
    readonly system: string;
    readonly placement: string;
  };
  readonly versions: Readonly<Record<string, string>>;
  readonly commit: string;
  /** "quick" has fewer and shorter rounds. */
  readonly run: "full" | "quick";
  readonly rounds: number;
  readonly notices: readonly string[];
  readonly results: readonly Outcome[];
  readonly targets: readonly Verdict[];
}
