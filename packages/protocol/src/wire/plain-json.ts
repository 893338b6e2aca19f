import { malformed } from "./byte-reader.js";

/** How deep arrays and objects may nest: far more than messages need, far less than a stack holds. */
export const MAX_DEPTH = 32;

/** Whether a JSON value that isn't deeper than `MAX_DEPTH` has a key `__proto__`: harmless until somebody copies it. */
export function hasProtoKey(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, "__proto__") || Object.values(value).some(hasProtoKey);
}

/** Refuses JSON that somebody else has parsed, if it nests too deep or has a key `__proto__`. Throws `BAD_REQUEST`. */
export function checkPlainJson(value: unknown, what: string): void {
  if (isDeeper(value, MAX_DEPTH)) throw malformed(`${what} nests deeper than ${MAX_DEPTH} levels`);
  if (hasProtoKey(value)) throw malformed(`${what} has a key "__proto__"`);
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1));
}
