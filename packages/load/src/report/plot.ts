import { escapeHtml } from "./escape-html.js";

/** A point of a line. */
export interface PlotPoint {
  readonly x: number;
  readonly y: number;
}

/** One line of a plot. */
export interface PlotLine {
  readonly name: string;
  readonly points: readonly PlotPoint[];
}

/** Where an axis is marked. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** What a plot shows. */
export interface Plot {
  readonly title: string;
  readonly lines: readonly PlotLine[];
  readonly xTicks: readonly Tick[];
  /** A place between two parts of the axis, such as the end of the ramp. */
  readonly mark?: Tick | undefined;
  /** Writes a value of the other axis. */
  readonly yLabel: (value: number) => string;
}

const WIDTH = 720;
const HEIGHT = 260;
const MARGIN = { top: 12, right: 32, bottom: 28, left: 64 } as const;
/** How many lines have a colour of their own in the page's style. */
const COLOURS = 6;

/** Draws lines as an SVG element, with a legend; colours are the page's classes `line-0`, `line-1`, … */
export function drawPlot({ title, lines, xTicks, mark, yLabel }: Plot): string {
  const points = lines.flatMap((line) => line.points);
  const left = Math.min(...xTicks.map(({ at }) => at), ...points.map(({ x }) => x));
  const right = Math.max(...xTicks.map(({ at }) => at), ...points.map(({ x }) => x));
  const yTicks = niceTicks(Math.max(0, ...points.map(({ y }) => y)));
  const top = yTicks.at(-1) ?? 1;
  const toX = (x: number): string =>
    round(MARGIN.left + ((x - left) / (right - left || 1)) * (WIDTH - MARGIN.left - MARGIN.right));
  const toY = (y: number): string => round(HEIGHT - MARGIN.bottom - (y / top) * (HEIGHT - MARGIN.top - MARGIN.bottom));
  const rows = yTicks.map(
    (y) =>
      `<line class="grid" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${toY(y)}" y2="${toY(y)}"/>` +
      `<text x="${MARGIN.left - 8}" y="${toY(y)}" text-anchor="end" dy="0.32em">${escapeHtml(yLabel(y))}</text>`,
  );
  const columns = xTicks.map(
    ({ at, label }) =>
      `<text x="${toX(at)}" y="${HEIGHT - MARGIN.bottom + 18}" text-anchor="middle">${escapeHtml(label)}</text>`,
  );
  const marked =
    mark === undefined || mark.at <= left || mark.at >= right
      ? []
      : [
          `<line class="mark" x1="${toX(mark.at)}" x2="${toX(mark.at)}" y1="${MARGIN.top}" y2="${HEIGHT - MARGIN.bottom}"/>`,
          `<text x="${toX(mark.at)}" dx="4" y="${MARGIN.top + 10}">${escapeHtml(mark.label)}</text>`,
        ];
  const drawn = lines.map(({ points }, at) => {
    const path = points.map(({ x, y }) => `${toX(x)},${toY(y)}`).join(" ");
    return `<polyline class="line-${at % COLOURS}" points="${path}"/>`;
  });
  const legend = lines.map(({ name }, at) => `<li><span class="line-${at % COLOURS}"></span>${escapeHtml(name)}</li>`);
  return [
    `<figure><figcaption>${escapeHtml(title)}</figcaption>`,
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(title)}">`,
    ...[...rows, ...columns, ...marked, ...drawn],
    `</svg><ul class="legend">${legend.join("")}</ul></figure>`,
  ].join("\n");
}

/** Lists marks from 0 to above the highest value, at distances of 1, 2 or 5 times a power of ten. */
export function niceTicks(highest: number): readonly number[] {
  if (highest <= 0) return [0, 1];
  const rough = highest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const count = Math.ceil(highest / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, n) => Number((n * step).toPrecision(12)));
}

const round = (value: number): string => value.toFixed(1);
