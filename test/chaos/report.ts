import type { TellReason } from "./history.js";

/** Pushes that a member has to have and doesn't, by where they are missing in what it has. */
export interface Lost {
  prefix: number;
  middle: number;
  postfix: number;
}

/** What a checker found. */
export interface Report {
  attempted: number;
  acked: number;
  delivered: number;
  readonly lost: Lost;
  /** Pushes that a member saw twice. */
  duplicated: number;
  /** Pushes behind one that came later in the stream. */
  reordered: number;
  /** Pushes that nobody tried, that were refused, or that were for others. */
  unexpected: number;
  /** Places at which two members saw different pushes, and one of them wasn't told. */
  conflicting: number;
  /** How often members were told that some are missing, by reason. */
  readonly told: Record<TellReason, number>;
  /** Requests that didn't settle in their time. */
  hung: number;
  /** Requests that ended with `OUTCOME_UNKNOWN`. */
  unknown: number;
  /** Effects that were had more than once. */
  doubled: number;
  /** Replies without an effect. */
  groundless: number;
  /** Effects whose requests got different replies. */
  unequal: number;
  /** One sentence for each thing that is wrong; none: the run is clean. */
  readonly violations: string[];
}

/** Makes the report of a run in which nothing happened. */
export function emptyReport(): Report {
  return {
    attempted: 0,
    acked: 0,
    delivered: 0,
    lost: { prefix: 0, middle: 0, postfix: 0 },
    duplicated: 0,
    reordered: 0,
    unexpected: 0,
    conflicting: 0,
    told: { window: 0, epoch: 0, fork: 0, fresh: 0 },
    hung: 0,
    unknown: 0,
    doubled: 0,
    groundless: 0,
    unequal: 0,
    violations: [],
  };
}

/** Writes a report as one line. */
export function describeReport({ lost, told, violations, ...counts }: Report): string {
  const list = (numbers: object): string =>
    Object.entries(numbers)
      .map(([name, count]) => `${name} ${count}`)
      .join(" ");
  return `${list(counts)} · lost: ${list(lost)} · told: ${list(told)} · violations: ${violations.length}`;
}
