/** Undoes a scheduled call; calling it twice, or after the call ran, does nothing. */
export type Cancel = () => void;

/** Time as a port, so that tests can move it by hand. */
export interface Clock {
  /** Tells the wall clock time, in ms since 1970. */
  now(): number;
  /** Tells a time in ms that never goes back; only differences mean something. */
  monotonic(): number;
  /** Calls `run` once after `delayMs`. Never keeps a Node process alive by itself. */
  after(delayMs: number, run: () => void): Cancel;
}

/** The longest delay that timers take; a longer one would fire at once. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** Makes the clock of the machine. The globals are read at each call, so that fake timers of test runners work. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after: (delayMs, run) => {
      const timer: unknown = setTimeout(run, Math.min(delayMs, LONGEST_DELAY_MS));
      // A pending deadline is no reason for a Node process to stay; browsers return a number.
      if (isNodeTimer(timer)) timer.unref();
      return () => clearTimeout(timer as Parameters<typeof clearTimeout>[0]);
    },
  };
}

function isNodeTimer(timer: unknown): timer is { unref(): void } {
  return typeof timer === "object" && timer !== null && "unref" in timer;
}
