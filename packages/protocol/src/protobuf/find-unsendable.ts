import type { Issue } from "../errors/issue.js";
import { type Given, isRecord, lossAt, lossOf } from "./loss.js";
import { encodeAs, type ProtobufType } from "./message-type.js";

type Found = Issue | undefined;

/** Finds what in a message makes its encoding, or the decoding of that, throw. */
export function findUnsendable(given: Given, type: ProtobufType): Issue {
  return findStranger(given, []) ?? findCulprit(given, type) ?? { message: "it can't be encoded", path: [] };
}

/** Finds the first value that no message has a place for. */
function findStranger(value: unknown, above: readonly object[]): Found {
  if (value === undefined && above.length > 0) return undefined;
  if (typeof value !== "object" || value === null) return isScalar(value) ? undefined : lossOf(value, undefined);
  if (value instanceof Uint8Array || !(isRecord(value) || Array.isArray(value))) return undefined;
  if (above.includes(value)) return { message: "it contains itself", path: [] };
  for (const [key, part] of Object.entries(value)) {
    const loss = findStranger(part, [...above, value]);
    if (loss !== undefined) return lossAt(Array.isArray(value) ? Number(key) : key, loss);
  }
  return undefined;
}

/** Finds the first field without which nothing throws. */
function findCulprit(given: Given, type: ProtobufType): Found {
  for (const field of Object.keys(given)) {
    try {
      type.decode(encodeAs(type, { ...given, [field]: undefined }));
      return lossAt(field, lossOf(given[field], undefined));
    } catch {
      // Another one is at fault.
    }
  }
  return undefined;
}

const isScalar = (value: unknown): boolean => ["number", "string", "boolean"].includes(typeof value);
