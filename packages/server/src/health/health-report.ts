/** Why a server isn't ready. "check": one of the app's own failed; `checks` says which. */
export type UnreadyReason = "starting" | "not-listening" | "unregistered" | "redis" | "draining" | "check";

/** How a check of the app's went. */
export interface CheckResult {
  readonly ok: boolean;
  readonly tookMs: number;
  /** Why not, in a word; what it threw is in the log. */
  readonly problem?: "failed" | "timeout" | undefined;
}

/** How a server is. */
export interface HealthReport {
  /** Whether it has started once: the cluster joined, the modules open. */
  readonly started: boolean;
  /** Whether it should get new clients. */
  readonly ready: boolean;
  readonly reasons: readonly UnreadyReason[];
  readonly checks: Readonly<Record<string, CheckResult>>;
}
