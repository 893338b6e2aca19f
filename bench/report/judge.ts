import { type Metric, rounded } from "../measure/sample.js";
import type { Outcome } from "../scenarios/run-scenario.js";
import type { Target } from "./targets.js";

/** A target, and what became of it. */
export interface Verdict {
  readonly scenario: string;
  readonly peer: string;
  readonly metric: Metric;
  readonly against?: string | undefined;
  /** What the ratio is counted in, if it is an excess. */
  readonly excessIn?: Metric | undefined;
  readonly cpuUsPerOp?: number | undefined;
  /** The figure that is judged: a ratio, unless there is no `against`. */
  readonly ratio: number;
  readonly target: number;
  readonly stretch?: number | undefined;
  readonly met: boolean;
  readonly stretchMet?: boolean | undefined;
}

/** Judges each target whose figures are there. */
export function judge(outcomes: readonly Outcome[], targets: readonly Target[]): readonly Verdict[] {
  const find = (scenario: string, peer: string): Outcome | undefined =>
    outcomes.find((outcome) => outcome.scenario === scenario && outcome.peer === peer);

  return targets.flatMap((target): Verdict[] => {
    const { scenario, peer, metric, against, excessIn, atMost, stretch } = target;
    const own = find(scenario, peer);
    const ratio = ratioOf(own, against === undefined ? undefined : find(scenario, against), target);
    if (ratio === undefined) return [];
    return [
      {
        scenario,
        peer,
        metric,
        against,
        excessIn,
        cpuUsPerOp: own?.cpuUsPerOp,
        ratio: rounded(ratio),
        target: atMost,
        stretch,
        met: ratio <= atMost,
        ...(stretch === undefined ? {} : { stretchMet: ratio <= stretch }),
      },
    ];
  });
}

function ratioOf(
  own: Outcome | undefined,
  other: Outcome | undefined,
  { metric, against, excessIn }: Target,
): number | undefined {
  const figure = own?.[metric];
  if (figure === undefined || against === undefined) return figure;
  const base = other?.[metric];
  if (base === undefined) return undefined;
  if (excessIn === undefined) return figure / base;
  const unit = own?.[excessIn];
  return unit === undefined ? undefined : (figure - base) / unit;
}
