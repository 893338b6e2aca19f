import { type Clock, EXTENSION, type Extension, encodeOnceMark } from "@volley/protocol/internal";
import type { FirstSend, Moment } from "./outbox-entry.js";

type Now = Pick<Clock, "now" | "monotonic">;

export function momentOf(clock: Now): Moment {
  return { now: clock.now(), monotonic: clock.monotonic() };
}

/**
 * Makes the mark of a `once` request. Its age is never too small, or a server that has forgotten it would run it
 * again: of the two clocks the one counts by which more time has passed, and what is sent again is older than nothing.
 */
export function markOf({ serial, memory, at }: FirstSend, sentBefore: FirstSend | undefined, clock: Now): Extension {
  const elapsedMs = Math.max(1, clock.now() - at.now, clock.monotonic() - at.monotonic);
  const ageMs = sentBefore === undefined ? 0 : elapsedMs;
  return { type: EXTENSION.once, value: encodeOnceMark({ serial, memory, ageMs }) };
}
