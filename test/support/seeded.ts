/** Random choices that a seed repeats. */
export interface Seeded {
  readonly seed: number;
  /** From 0 up to 1, without it. */
  next(): number;
  /** A whole number between both, with both. */
  between(low: number, high: number): number;
  /** A whole number from 0 up to a bound, without it. */
  below(bound: number): number;
  pick<T>(from: readonly T[]): T;
}

/** Makes them (mulberry32). */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    seed,
    next,
    between,
    below: (bound) => Math.floor(next() * bound),
    pick: <T>(from: readonly T[]): T => {
      if (from.length === 0) throw new Error("there is nothing to pick from");
      return from[between(0, from.length - 1)] as T;
    },
  };
}
