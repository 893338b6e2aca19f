import { VolleyError } from "@volley/protocol";
import { systemError } from "@volley/protocol/internal";
import { type RateLimiterAbstract, RateLimiterRes } from "rate-limiter-flexible";
import { hashKey } from "./hash-key.js";

/** A number of points per window, for each key. */
export interface QuotaOptions {
  /** Points per window: a positive integer. */
  readonly points: number;
  /** The window's length in ms, whole seconds; it begins with the first point taken. At most 2,147,483,000 (24 days). */
  readonly perMs: number;
  /** How long a key is refused that wanted more, in ms, whole seconds. Default: until its window ends. */
  readonly blockMs?: number | undefined;
}

/** How one taking is meant. */
export interface TakeOptions {
  /** Points to take. Default: 1. */
  readonly cost?: number | undefined;
  /** Ends the waiting; the points may have been taken. */
  readonly signal?: AbortSignal | undefined;
}

/** What is left. */
export interface QuotaLeft {
  /** Points that may still be taken in this window. */
  readonly remaining: number;
  /** When the window ends, in ms from now. */
  readonly resetMs: number;
}

/** Counts points per key in windows of a fixed length, for all nodes together. */
export interface Quota {
  /**
   * Takes points of a key: a user, an e-mail address, an IP address; it is stored as a hash. Rejects with `RATE_LIMITED`
   * (`scope`: the quota's name) when there are not enough, `CANCELLED`, or `BAD_REQUEST` for what is no cost.
   */
  take(key: string, options?: TakeOptions): Promise<QuotaLeft>;
  /** Gives points back, such as those of a login that succeeded. */
  reward(key: string, points?: number): Promise<void>;
  /** Forgets what was taken of a key, and that it is blocked. */
  forget(key: string): Promise<void>;
}

/** Makes a quota on what counts its points. That neither rejects nor waits without end: it is insured by memory. */
export function createQuota(name: string, limiter: RateLimiterAbstract): Quota {
  return {
    take: async (key, { cost = 1, signal } = {}) => {
      checkPoints(cost, "cost");
      try {
        const { remainingPoints, msBeforeNext } = await abortable(limiter.consume(hashKey(key), cost), signal);
        return { remaining: remainingPoints, resetMs: msBeforeNext };
      } catch (thrown) {
        throw thrown instanceof RateLimiterRes ? exceeded(name, thrown) : unexpected(thrown);
      }
    },
    reward: async (key, points = 1) => {
      checkPoints(points, "points");
      await limiter.reward(hashKey(key), points).catch((thrown: unknown) => Promise.reject(unexpected(thrown)));
    },
    forget: async (key) => {
      await limiter.delete(hashKey(key)).catch((thrown: unknown) => Promise.reject(unexpected(thrown)));
    },
  };
}

/** Throws `BAD_REQUEST` for what is no quota. */
export function checkQuota(name: string, { points, perMs, blockMs }: QuotaOptions): void {
  if (!/^[A-Za-z0-9_.-]{1,64}$/.test(name)) {
    throw systemError("BAD_REQUEST", `"${name.slice(0, 64)}" can't name a quota: use 1 to 64 letters, digits, _ . -`);
  }
  checkPoints(points, `points of the quota "${name}"`);
  checkSeconds(perMs, `perMs of the quota "${name}"`);
  if (blockMs !== undefined) checkSeconds(blockMs, `blockMs of the quota "${name}"`);
}

function checkPoints(value: number, what: string): void {
  if (Number.isSafeInteger(value) && value > 0) return;
  throw systemError("BAD_REQUEST", `${what}: ${String(value)} must be a positive integer`);
}

/** A later end would overflow timers, and there are none for less than a second. */
const MAX_MS = 2_147_483_000;

function checkSeconds(value: number, what: string): void {
  if (Number.isSafeInteger(value) && value > 0 && value % 1_000 === 0 && value <= MAX_MS) return;
  throw systemError("BAD_REQUEST", `${what}: ${String(value)} must be whole seconds in ms, from 1,000 to ${MAX_MS}`);
}

function exceeded(scope: string, { msBeforeNext }: RateLimiterRes): VolleyError {
  const retryAfterMs = Math.max(1, Math.ceil(msBeforeNext));
  return systemError("RATE_LIMITED", `the quota "${scope}" is used up; try again in ${retryAfterMs} ms`, {
    data: { retryAfterMs, scope },
  });
}

function unexpected(thrown: unknown): VolleyError {
  if (VolleyError.is(thrown)) return thrown;
  return systemError("UNAVAILABLE", "the quota can't be counted now; try again soon", { cause: thrown });
}

function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(systemError("CANCELLED", "the signal was aborted", { cause: signal.reason }));
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
