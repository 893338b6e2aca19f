/** The longest text in a field, in characters: what clients say may be 64 KB long. */
const MAX_TEXT = 1_024;
/** Characters that forge lines or steer terminals, and those that turn text around. */
const STEERING = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Writes a text on one line: steering characters as `\u001b`, the rest as it is. */
export function plainText(text: string, max = MAX_TEXT): string {
  const short = text.length > max ? `${text.slice(0, max)}… (${text.length} characters)` : text;
  return short.replace(STEERING, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
