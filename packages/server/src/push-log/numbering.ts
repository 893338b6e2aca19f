import { systemError } from "@volley/protocol/internal";
import type { Keep } from "./push-log.js";

/** How a log makes its numbers, and how long it keeps them. */
export interface Numbering {
  /** Gives a random number from 1 to 2³² - 1, for epochs and tags. Default: one that nobody can guess. */
  readonly random?: (() => number) | undefined;
  /** How long the numbers of a stream are kept at least, in ms. Default: 30,000. */
  readonly numbersForMs?: number | undefined;
}

/**
 * Of so many producers of a stream the last serial is known at most; then only of the half who wrote last. One that
 * is forgotten might append the same twice.
 */
export const MAX_PRODUCERS = 512;

const NUMBERS_FOR_MS = 30_000;

/** Tells for how long the numbers of a stream are kept, in ms: whoever comes back by then learns what was missed. */
export function numbersKeptMs({ forMs }: Keep, { numbersForMs = NUMBERS_FOR_MS }: Numbering): number {
  return Math.max(10 * forMs, numbersForMs);
}

/** Throws `BAD_REQUEST` for what no log can keep. */
export function checkKeep({ count, forMs }: Keep): void {
  if (Number.isSafeInteger(count) && count > 0 && Number.isSafeInteger(forMs) && forMs > 0) return;
  throw systemError(
    "BAD_REQUEST",
    `${count} pushes for ${forMs} ms can't be kept: both must be whole numbers from 1 on`,
  );
}
