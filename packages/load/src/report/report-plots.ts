import type { CurvePoint } from "../measure/latencies.js";
import type { TimelinePoint } from "../measure/timeline.js";
import { countText, spanText } from "./figures.js";
import type { LoadReport } from "./load-report.js";
import { drawPlot, niceTicks, type PlotLine, type Tick } from "./plot.js";

/** Draws what a report has to show: percentiles, and what went on second by second. */
export function reportPlots({ plan, steps, pushes, timeline }: LoadReport): string {
  const curves = [...steps, ...pushes.map((push) => ({ ...push, name: `push ${push.name}` }))];
  const lines = curves
    .filter(({ curve }) => curve.length > 1)
    .map(({ name, curve }) => ({ name, points: toLine(curve) }));
  const percentiles = { title: "Latency by percentile", lines, xTicks: percentTicks(lines), yLabel: axisTime };
  const shown = thin(timeline);
  const line = (name: string, of: (point: TimelinePoint) => number | undefined): PlotLine => ({
    name,
    points: shown.flatMap((point) => {
      const y = of(point);
      return y === undefined ? [] : [{ x: point.second, y }];
    }),
  });
  const some = (...lines: readonly PlotLine[]): readonly PlotLine[] =>
    lines.filter(({ points }, at) => at < 2 || points.some(({ y }) => y > 0));
  const xTicks = secondTicks(timeline);
  const mark = { at: plan.rampMs / 1_000, label: "measured from here" };
  const bySecond = [
    { title: "Latency by second", lines: [line("p50", (it) => it.p50), line("p99", (it) => it.p99)], yLabel: axisTime },
    {
      title: "Messages per second",
      lines: some(
        ...[line("sent", (it) => it.sent), line("answered", (it) => it.answered)],
        ...[line("failed", (it) => it.failed), line("not sent", (it) => it.notSent)],
      ),
      yLabel: countText,
    },
    ...(pushes.length > 0
      ? [{ title: "Pushes per second", lines: [line("received", (it) => it.pushes)], yLabel: countText }]
      : []),
    { title: "Connected clients", lines: [line("connected", (it) => it.connected)], yLabel: countText },
  ];
  const plots = [...(lines.length > 0 ? [percentiles] : []), ...bySecond.map((it) => ({ ...it, xTicks, mark }))];
  return plots.map(drawPlot).join("\n");
}

/** Shorter than elsewhere: the steps of an axis are round. */
const axisTime = (ms: number): string => (ms < 1_000 ? `${ms} ms` : `${ms / 1_000} s`);

/** Each further nine is as wide as the one before. */
const nines = (percent: number): number => -Math.log10(1 - percent / 100);

const PERCENT_TICKS: readonly Tick[] = [0, 50, 90, 99, 99.9, 99.99, 99.999].map((percent) => ({
  at: nines(percent),
  label: `${percent} %`,
}));

/** Marks no further than the lines go. */
function percentTicks(lines: readonly PlotLine[]): readonly Tick[] {
  const end = Math.max(...lines.flatMap(({ points }) => points.map(({ x }) => x)));
  return PERCENT_TICKS.filter(({ at }) => at <= end);
}

function toLine(curve: readonly CurvePoint[]): PlotLine["points"] {
  return curve.map(({ percent, ms }) => ({ x: nines(percent), y: ms }));
}

function secondTicks(timeline: readonly TimelinePoint[]): readonly Tick[] {
  return niceTicks(timeline.at(-1)?.second ?? 0).map((second) => ({ at: second, label: spanText(second) }));
}

/** What a plot of this width can show. */
const MAX_POINTS = 600;

/** Leaves the worst second of several that would share a pixel. */
function thin(timeline: readonly TimelinePoint[]): readonly TimelinePoint[] {
  const width = Math.ceil(timeline.length / MAX_POINTS);
  if (width <= 1) return timeline;
  const groups = Array.from({ length: Math.ceil(timeline.length / width) }, (_, n) =>
    timeline.slice(n * width, (n + 1) * width),
  );
  return groups.flatMap((group) => group.toSorted((a, b) => (b.p99 ?? 0) - (a.p99 ?? 0)).slice(0, 1));
}
