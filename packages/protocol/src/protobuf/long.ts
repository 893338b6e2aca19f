/** A 64-bit number as protobufjs decodes it: an object of the package `long`. */
interface Long {
  readonly low: number;
  readonly high: number;
  readonly unsigned: boolean;
}

/** Tells a 64-bit number from a message. */
export function isLong(value: object): value is Long {
  return (value as { readonly __isLong__?: unknown }).__isLong__ === true;
}

/** Makes a number of a 64-bit one; undefined if a number can't hold it exactly. */
export function toNumber({ low, high, unsigned }: Long): number | undefined {
  const number = (unsigned ? high >>> 0 : high) * 2 ** 32 + (low >>> 0);
  return Number.isSafeInteger(number) ? number : undefined;
}
