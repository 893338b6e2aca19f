/** Numbers from 0 up to 1 that are the same for the same seed (the algorithm is known as mulberry32). */
export type Random = () => number;

/** Makes such numbers. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws a whole number from 0 up to, and without, a bound. */
export function below(bound: number, random: Random): number {
  return Math.floor(random() * bound);
}

/** Draws one of several. Throws for none. */
export function pick<T>(from: readonly T[], random: Random): T {
  const one = from[below(from.length, random)];
  if (one === undefined) throw new RangeError("there is nothing to draw from");
  return one;
}
