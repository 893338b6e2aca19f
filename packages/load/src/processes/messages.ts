import type { Interval } from "../measure/tally.js";
import type { Share } from "../schedule/plan.js";

/** What a scenario is called in reports. */
export interface ScenarioNames {
  readonly steps: readonly string[];
  readonly pushes: readonly string[];
}

/** What the process that reports tells one that sends. */
export type Order =
  /** Loads the scenario, and waits. */
  | { readonly type: "prepare"; readonly scenario: string; readonly share: Share }
  | { readonly type: "start" }
  /** Ends early, in good order. */
  | { readonly type: "stop" };

/** What a process that sends tells back. */
export type News =
  | { readonly type: "prepared"; readonly names: ScenarioNames }
  | { readonly type: "interval"; readonly interval: Interval }
  | { readonly type: "done" }
  /** The scenario can't be used: why, for people. */
  | { readonly type: "refused"; readonly problem: string };

/** A way between two processes, as this side sees it. */
export interface Channel<Out, In> {
  send(message: Out): void;
  /** Called with what the other side says. */
  onMessage(handler: (message: In) => void): void;
  /** Called when the other side is gone. */
  onGone(handler: () => void): void;
}
