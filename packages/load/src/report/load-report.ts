import type { ErrorCount } from "../measure/error-counts.js";
import { type CurvePoint, Latencies, type LatencySummary } from "../measure/latencies.js";
import type { Tally } from "../measure/tally.js";
import type { TimelinePoint } from "../measure/timeline.js";
import type { Plan } from "../schedule/plan.js";
import type { Verdict } from "./verdicts.js";

/** What one step came to; times are in ms, `null` where nothing was measured. */
export interface StepReport {
  readonly name: string;
  readonly sent: number;
  /** No client was there to send it, or too many messages were unanswered. */
  readonly notSent: number;
  readonly answered: number;
  readonly failed: number;
  readonly errors: readonly ErrorCount[];
  /** From when the schedule wanted it sent until it was answered, or failed. */
  readonly latency: LatencySummary | null;
  readonly curve: readonly CurvePoint[];
}

/** What came of one push. */
export interface PushReport {
  readonly name: string;
  readonly received: number;
  readonly replayed: number;
  readonly latency: LatencySummary | null;
  readonly curve: readonly CurvePoint[];
}

/** What happened to the connections. */
export interface ConnectionsReport {
  /** Clients that began to connect, and those of them that were connected once. */
  readonly opened: number;
  readonly connected: number;
  /** Connections after a client's first; those of them that went on with their session. */
  readonly reconnected: number;
  readonly resumed: number;
  /** Gaps in streams of pushes that could not be repaired. */
  readonly resyncs: number;
  readonly droppedNotifies: number;
  /** Attempts that failed, connections that were lost, failed setups, and clients that were told to stay away. */
  readonly failures: readonly ErrorCount[];
  readonly losses: readonly ErrorCount[];
  readonly setups: readonly ErrorCount[];
  readonly closings: readonly ErrorCount[];
  /** From when a client should connect until it was connected the first time. */
  readonly latency: LatencySummary | null;
}

/** What `report.json` holds. Messages of the ramp are in the timeline only. */
export interface LoadReport {
  readonly version: 1;
  readonly scenario: string;
  readonly plan: Plan;
  /** As ISO 8601. */
  readonly startedAt: string;
  readonly endedBy: "plan" | "signal";
  /** Processes of the tool itself that died; the report lacks what they did since their last second. */
  readonly lostProcesses: number;
  readonly messages: Omit<StepReport, "name" | "errors">;
  readonly steps: readonly StepReport[];
  readonly pushes: readonly PushReport[];
  readonly connections: ConnectionsReport;
  /** How much later than scheduled messages left: the tool's own delay, which is part of every latency. */
  readonly lag: LatencySummary | null;
  readonly timeline: readonly TimelinePoint[];
  readonly limits: readonly Verdict[];
}

/** What a report is made of. */
export interface ReportFacts
  extends Pick<LoadReport, "scenario" | "plan" | "startedAt" | "endedBy" | "lostProcesses" | "timeline"> {
  readonly tally: Tally;
  readonly names: { readonly steps: readonly string[]; readonly pushes: readonly string[] };
}

/** Puts together what was counted. Names and passwords in the URL are left out. */
export function makeReport({ tally, names, plan, ...facts }: ReportFacts): Omit<LoadReport, "limits"> {
  const all = new Latencies();
  for (const { latencies } of tally.steps) all.add(latencies);
  const steps = tally.steps.map(({ sent, notSent, answered, errors, latencies }, at) => ({
    ...{ name: names.steps[at] ?? "", sent, notSent, answered, failed: errors.total },
    ...{ errors: errors.list(), ...told(latencies) },
  }));
  const sum = (key: "sent" | "notSent" | "answered" | "failed"): number =>
    steps.reduce((total, step) => total + step[key], 0);
  const { opened, connected, reconnected, resumed, resyncs, droppedNotifies, ...causes } = tally.connections;
  return {
    ...{ version: 1, ...facts, plan: { ...plan, url: new URL(plan.url).origin } },
    messages: {
      ...{ sent: sum("sent"), notSent: sum("notSent"), answered: sum("answered"), failed: sum("failed") },
      ...told(all),
    },
    steps,
    pushes: tally.pushes.map(({ received, replayed, latencies }, at) => ({
      ...{ name: names.pushes[at] ?? "", received, replayed, ...told(latencies) },
    })),
    connections: {
      ...{ opened, connected, reconnected, resumed, resyncs, droppedNotifies },
      ...{ failures: causes.failures.list(), losses: causes.losses.list() },
      ...{ setups: causes.setups.list(), closings: causes.closings.list() },
      latency: causes.latencies.summary() ?? null,
    },
    lag: tally.lag.summary() ?? null,
  };
}

function told(latencies: Latencies): { latency: LatencySummary | null; curve: readonly CurvePoint[] } {
  return { latency: latencies.summary() ?? null, curve: latencies.curve() };
}
