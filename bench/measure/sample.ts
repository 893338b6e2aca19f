/** What one round of one contender shows. */
export interface Sample {
  /** CPU of all its server processes, in µs. */
  readonly cpuUsPerOp?: number | undefined;
  readonly opsPerSecond?: number | undefined;
  readonly p50Ms?: number | undefined;
  readonly p99Ms?: number | undefined;
  readonly p999Ms?: number | undefined;
  /** How much of a core the driver used: 1 would mean that it is the bottleneck. */
  readonly driverShare?: number | undefined;
  /** How much of a core the servers used. */
  readonly serverShare?: number | undefined;
  /** The part of the messages that the server dropped. */
  readonly lostShare?: number | undefined;
  /** How late the driver was, of open loops. */
  readonly lateP99Ms?: number | undefined;
  readonly bytesToServer?: number | undefined;
  readonly bytesToClient?: number | undefined;
  readonly rssKbEach?: number | undefined;
  /** What each connection that is gone has left on the heap. */
  readonly leakedBytes?: number | undefined;
  /** CPU of nodes that have nothing to do with it, in µs. */
  readonly otherNodeUs?: number | undefined;
  readonly redisUs?: number | undefined;
  readonly redisRoundTripMs?: number | undefined;
  /** What frames cost besides the serializer, in µs for one encoded and decoded. */
  readonly addedUs?: number | undefined;
  /** Of the client, compressed. */
  readonly kilobytes?: number | undefined;
}

export type Metric = keyof Sample;

/** The medians of all rounds. */
export interface Summary extends Sample {
  readonly rounds: number;
  /** How far rounds lie apart: (largest - smallest) / median of the first metric that there is. */
  readonly spread: number;
}

/** Takes medians, metric by metric. */
export function summarize(samples: readonly Sample[]): Summary {
  const metrics = [...new Set(samples.flatMap((sample) => Object.keys(sample) as Metric[]))];
  const summary: Partial<Record<Metric, number>> = {};
  let spread: number | undefined;
  for (const metric of metrics) {
    const values = samples.flatMap((sample) => sample[metric] ?? []).sort((a, b) => a - b);
    if (values.length === 0) continue;
    const middle = median(values);
    summary[metric] = rounded(middle);
    spread ??= middle === 0 ? 0 : rounded(((values.at(-1) ?? 0) - (values[0] ?? 0)) / middle);
  }
  return { ...summary, rounds: samples.length, spread: spread ?? 0 };
}

export function median(values: readonly number[]): number {
  return percentile(
    values.toSorted((a, b) => a - b),
    50,
  );
}

/** Of sorted values, by nearest rank. */
export function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil((percent * sorted.length) / 100) - 1))] ?? 0;
}

/** The slope of a line through points, by least squares. */
export function rising(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (at: 0 | 1): number => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const [over, under] = points.reduce(
    ([o, u], [x, y]) => [o + (x - meanX) * (y - meanY), u + (x - meanX) ** 2],
    [0, 0],
  );
  return over / under;
}

/** The percentiles that are reported. */
export function latencies(valuesMs: readonly number[]): Pick<Sample, "p50Ms" | "p99Ms" | "p999Ms"> {
  const sorted = valuesMs.toSorted((a, b) => a - b);
  return { p50Ms: percentile(sorted, 50), p99Ms: percentile(sorted, 99), p999Ms: percentile(sorted, 99.9) };
}

/** To three digits, whole numbers as they are. */
export function rounded(value: number): number {
  if (Number.isInteger(value)) return value;
  return Number(Math.abs(value) >= 1_000 ? value.toFixed(0) : value.toPrecision(3));
}
