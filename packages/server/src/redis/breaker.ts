/** Whether something that may fail is tried: closed: yes; open: no, until then; trying: one call finds out. */
export type BreakerState =
  | { readonly status: "closed"; readonly failures: number }
  | { readonly status: "open"; readonly until: number }
  | { readonly status: "trying" };

/** What happened to a call, with the time in ms of a clock that never goes back. */
export type BreakerEvent =
  | { readonly type: "asked"; readonly at: number }
  | { readonly type: "succeeded" }
  | { readonly type: "failed"; readonly at: number };

/** When a breaker opens, and for how long. */
export interface BreakerRules {
  readonly failures: number;
  readonly openMs: number;
}

/** A breaker that lets everything through. */
export const CLOSED: BreakerState = { status: "closed", failures: 0 };

/** Tells what a breaker becomes. */
export function nextBreakerState(state: BreakerState, event: BreakerEvent, rules: BreakerRules): BreakerState {
  switch (event.type) {
    case "succeeded":
      return CLOSED;
    case "asked":
      return state.status === "open" && event.at >= state.until ? { status: "trying" } : state;
    case "failed": {
      if (state.status === "open") return state;
      const failures = state.status === "closed" ? state.failures + 1 : rules.failures;
      return failures >= rules.failures
        ? { status: "open", until: event.at + rules.openMs }
        : { status: "closed", failures };
    }
  }
}
