import type { Verdict } from "./verdicts.js";

/** Writes a time for people: "0.42 ms", "12.3 ms", "1.25 s"; "-" if there is none. */
export function timeText(ms: number | undefined | null): string {
  if (ms === undefined || ms === null) return "-";
  if (ms < 10) return `${ms.toFixed(2)} ms`;
  if (ms < 1_000) return `${ms.toFixed(1)} ms`;
  return `${(ms / 1_000).toFixed(2)} s`;
}

/** Writes a count for people: "12,345". */
export function countText(count: number): string {
  return count.toLocaleString("en");
}

/** Writes how many of something: "1 client", "12,345 clients". */
export function amountText(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** Writes a span for people: "0:07", "12:00", "1:00:00". */
export function spanText(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const twoDigits = (value: number): string => `${value}`.padStart(2, "0");
  const tail = twoDigits(Math.floor(seconds % 60));
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${tail}` : `${minutes}:${tail}`;
}

/** Says of a limit whether it held. */
export function verdictText({ flag, limit, actual, passed }: Verdict): string {
  const write = (value: number | null): string =>
    value === null || flag === "--max-p99" ? timeText(value) : `${Number((value * 100).toFixed(4))} %`;
  const found = actual === null ? "nothing was measured" : write(actual);
  return `${flag} ${write(limit)}: ${found}, ${passed ? "passed" : "failed"}`;
}
