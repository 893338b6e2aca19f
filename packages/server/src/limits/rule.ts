import { systemError } from "@volley/protocol/internal";

/** How much may pass: `rate` per `perMs` in the long run, and up to `burst` at once. */
export interface RateLimit {
  /** How many per `perMs`: a positive integer. */
  readonly rate: number;
  /** A duration in ms: a positive integer. */
  readonly perMs: number;
  /** How many may pass at once: a positive integer. Default: `rate`. */
  readonly burst?: number | undefined;
}

/**
 * What becomes of a message while Redis can't say whether it may pass. "allow-share": this node alone lets its share pass,
 * the limit divided by the number of nodes. "refuse": nothing passes.
 */
export type WhenUnsure = "allow-share" | "refuse";

/** A limit that all nodes of a cluster keep together. */
export interface SharedRateLimit extends RateLimit {
  /** Default: "allow-share". */
  readonly whenUnsure?: WhenUnsure | undefined;
}

/** A limit as the arithmetic has it: integers, time in microseconds. */
export interface Rule {
  readonly rate: number;
  readonly perUs: number;
  readonly burst: number;
}

/** Reads a limit. Throws `BAD_REQUEST`, naming it, for one that can't be kept exactly. */
export function ruleOf({ rate, perMs, burst = rate }: RateLimit, what: string): Rule {
  for (const [name, value] of Object.entries({ rate, perMs, burst })) {
    if (Number.isSafeInteger(value) && value > 0) continue;
    throw systemError("BAD_REQUEST", `${what}: "${name}" is ${String(value)}, and must be a positive integer`);
  }
  const perUs = perMs * 1_000;
  if (Number.isSafeInteger(2 * perUs * burst)) return { rate, perUs, burst };
  throw systemError("BAD_REQUEST", `${what}: a burst of ${burst} with ${perMs} ms can't be counted exactly; take less`);
}

/** Tells the part of a limit that one of several nodes keeps on its own. What is too little for all gives each one. */
export function shareOf({ rate, perUs, burst }: Rule, nodes: number): Rule {
  const parts = Math.max(1, Math.floor(nodes));
  return { rate, perUs: perUs * parts, burst: Math.max(1, Math.floor(burst / parts)) };
}
