import { type Clock, createSystemClock } from "@volley/protocol/internal";

/** The longest delay that timers take; a longer one would fire at once. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/**
 * Makes the clock of the machine for a client. Unlike the system clock's, its timers keep a Node process alive: a bot
 * that waits for its server to come back isn't done. All of them end when the client is closed.
 */
export function createClientClock(): Clock {
  return {
    ...createSystemClock(),
    after: (delayMs, run) => {
      const timer = setTimeout(run, Math.min(delayMs, LONGEST_DELAY_MS));
      return () => clearTimeout(timer);
    },
  };
}
