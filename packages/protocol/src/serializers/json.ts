import { systemError } from "../errors/volley-error.js";
import { fromUtf8, toUtf8 } from "../wire/bytes.js";
import { hasProtoKey, MAX_DEPTH } from "../wire/plain-json.js";
import type { Serializer } from "./serializer.js";

const NOTHING = new Uint8Array(0);
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Makes the default serializer: JSON in UTF-8, `undefined` as zero bytes. Decoding refuses what is nested deeper
 * than 32 and objects with a key `__proto__`, which is harmless until somebody copies it.
 */
export function jsonSerializer(): Serializer {
  return {
    name: "json",
    encode: (value) => {
      const text = JSON.stringify(value);
      return text === undefined ? NOTHING : toUtf8(text);
    },
    decode: (bytes) => {
      if (bytes.length === 0) return undefined;
      const text = fromUtf8(bytes);
      if (mayNestTooDeep(text) && isTooDeep(bytes)) throw refused(`it nests deeper than ${MAX_DEPTH} levels`);
      const value: unknown = JSON.parse(text);
      if (mayNameProto(text) && hasProtoKey(value)) throw refused('it has a key "__proto__"');
      return value;
    },
  };
}

/** Whether a text has more brackets that open than levels are allowed, in texts or not: nearly none has. */
function mayNestTooDeep(text: string): boolean {
  // Every level takes at least two characters.
  if (text.length <= 2 * MAX_DEPTH) return false;
  let opened = 0;
  for (const bracket of "[{") {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      if (++opened > MAX_DEPTH) return true;
    }
  }
  return false;
}

/** Whether a text may have a key `__proto__`: any of its letters can be written as an escape. */
function mayNameProto(text: string): boolean {
  return text.includes("__proto__") || text.includes("\\u");
}

function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > MAX_DEPTH) return true;
    } else if (byte === 0x5d || byte === 0x7d) depth--;
  }
  return false;
}

function refused(why: string): Error {
  return systemError("BAD_REQUEST", `a payload is refused: ${why}`);
}
