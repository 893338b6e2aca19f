/** What one flag takes, and what it is for. */
export interface Flag<T> {
  /** One sentence, for `--help`. */
  readonly help: string;
  /** What it takes, in words: "a whole number from 1 to 64". */
  readonly type: string;
  /** As one would write it; undefined: there is none. */
  readonly default: string | undefined;
  /** Reads its text; undefined: that is none of its values. */
  readonly read: (text: string) => T | undefined;
}

interface Common {
  readonly help: string;
}

/** Declares a flag that takes a number. */
export function number(flag: Common & { min: number; max: number; default: number; whole?: true }): Flag<number> {
  const { help, min, max, default: value, whole } = flag;
  return {
    ...{ help, type: `a ${whole ? "whole " : ""}number from ${min} to ${max}`, default: `${value}` },
    read: (text) => {
      const read = whole ? /^\d{1,15}$/ : /^\d{1,15}(\.\d{1,6})?$/;
      return read.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined;
    },
  };
}

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;
const LONGEST_MS = 7 * 24 * UNITS.h;

/** Declares a flag that takes a time, read in ms. */
export function time<const D extends string | undefined>(flag: Common & { default: D; least: string }): Flag<number> {
  const { help, default: value, least } = flag;
  const leastMs = readTime(least) ?? 0;
  return {
    ...{ help, type: `a time such as 500ms, 10s, 5m or 1h, from ${least} to 168h`, default: value },
    read: (text) => {
      const ms = readTime(text);
      return ms !== undefined && ms >= leastMs && ms <= LONGEST_MS ? ms : undefined;
    },
  };
}

/** Declares a flag that takes text. */
export function text(flag: Common & { type: string; default: string | undefined; fits: (text: string) => boolean }) {
  const { fits, ...rest } = flag;
  return { ...rest, read: (given) => (fits(given) ? given : undefined) } satisfies Flag<string>;
}

/** Declares a flag that takes a share of all, read as a number from 0 to 1. */
export function percent({ help }: Common): Flag<number> {
  return {
    ...{ help, type: "a percentage such as 0.1%", default: undefined },
    read: (text) => {
      const [, number] = /^(\d{1,3}(?:\.\d{1,6})?)%$/.exec(text) ?? [];
      return number !== undefined && Number(number) <= 100 ? Number(number) / 100 : undefined;
    },
  };
}

function readTime(text: string): number | undefined {
  const [, number, unit] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * UNITS[unit as keyof typeof UNITS];
}
