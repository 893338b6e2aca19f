import { VolleyError } from "@volley/protocol";

/** Reads, or says why not: what a reader refuses it refuses with a `VolleyError`. Anything else is thrown on. */
export function orRefusal<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (VolleyError.is(error)) return `${error.code} ${error.message}`;
    throw error;
  }
}

/** Reads JSON as a caller of the reader does; what is none is no input of it. */
export function json(input: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(input).toString());
  } catch {
    return undefined;
  }
}

/** Makes inputs of values. */
export function jsonSeeds(...values: readonly unknown[]): Uint8Array[] {
  return values.map((value) => Buffer.from(JSON.stringify(value)));
}
