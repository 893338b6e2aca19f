import type { Plan } from "./plan.js";

/**
 * Tells when message `n` (from 0) leaves, in ms from the start. In the ramp the rate grows evenly from 0, so `n` messages
 * have left when the area under it is `n`; then they leave at equal distances.
 */
export function arrivalMs(n: number, { rate, rampMs }: Pick<Plan, "rate" | "rampMs">): number {
  const perMs = rate / 1_000;
  const inRamp = (perMs * rampMs) / 2;
  if (n < inRamp) return Math.sqrt((2 * n * rampMs) / perMs);
  return rampMs + (n - inRamp) / perMs;
}

/** Tells when client `index` (from 0) opens its connection, in ms from the start: evenly over the ramp. */
export function openingMs(index: number, { connections, rampMs }: Pick<Plan, "connections" | "rampMs">): number {
  return (index * rampMs) / connections;
}
