import type { Outcome } from "../scenarios/run-scenario.js";
import type { Verdict } from "./judge.js";

/** An outcome; one that was kept from an earlier report has the commit of that. */
export type ReportedOutcome = Outcome & { readonly commit?: string };

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
  readonly results: readonly ReportedOutcome[];
  readonly targets: readonly Verdict[];
}
