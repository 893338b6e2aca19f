import { systemError } from "../errors/volley-error.js";

/** Longest name of a route, group or user, in characters. */
export const MAX_NAME = 128;

const ROUTE = /^[A-Za-z][A-Za-z0-9_-]*\.[A-Za-z][A-Za-z0-9_-]*$/;
const PLAIN = /^[A-Za-z0-9_.:-]+$/;
const PARAM = /^[A-Za-z0-9_.-]+$/;
const PATTERN = /^(?:[A-Za-z0-9_.:-]|\{[A-Za-z][A-Za-z0-9_]*\})+$/;
const HOLE = /\{([A-Za-z][A-Za-z0-9_]*)\}/g;
const CODE = /^[A-Z][A-Z0-9_]*$/;

/** Checks the name of a route or push: `service.method`, letters, digits, `_` and `-`. Throws `BAD_REQUEST`. */
export function checkRouteName(name: string): void {
  if (name.length <= MAX_NAME && ROUTE.test(name)) return;
  throw wrong(`"${clip(name)}" is no route name: write service.method with letters, digits, _ and -`);
}

/** Checks the pattern of a group: letters, digits, `_.:-` and `{param}`. Throws `BAD_REQUEST`. */
export function checkGroupPattern(pattern: string): void {
  if (pattern.length <= MAX_NAME && PATTERN.test(pattern)) return;
  throw wrong(`"${clip(pattern)}" is no group pattern: use letters, digits, _ . : - and {param}`);
}

/** Checks the code of a declared error: upper case, like ROOM_FULL. Throws `BAD_REQUEST`. */
export function checkErrorCode(code: string): void {
  if (code.length <= 64 && CODE.test(code)) return;
  throw wrong(`"${clip(code)}" is no error code: write it in upper case, like ROOM_FULL`);
}

/** Tells whether something is a name: 1 to 128 of letters, digits and `_.:-`. */
export function isName(value: unknown): value is string {
  return typeof value === "string" && value.length <= MAX_NAME && PLAIN.test(value);
}

/** Checks a user id: 1 to 128 of letters, digits and `_.:-`. Throws `BAD_REQUEST`. */
export function checkUid(uid: string): void {
  if (isName(uid)) return;
  throw wrong(`"${clip(String(uid))}" is no user id: use 1 to ${MAX_NAME} letters, digits and _ . : -`);
}

/** Checks a tag of a session: 1 to 128 of letters, digits and `_.:-`, and returns it. Throws `BAD_REQUEST`. */
export function checkTag(tag: string): string {
  if (isName(tag)) return tag;
  throw wrong(`"${clip(String(tag))}" is no tag: use 1 to ${MAX_NAME} letters, digits and _ . : -`);
}

/** Lists the params of a pattern: `["id"]` for "table:{id}". */
export function paramsOf(pattern: string): readonly string[] {
  return [...pattern.matchAll(HOLE)].map(([, name = ""]) => name);
}

/** Fills a pattern with its params: ("table:{id}", { id: 7 }) gives "table:7". Throws `BAD_REQUEST`. */
export function groupName(pattern: string, params: Readonly<Record<string, string | number>> = {}): string {
  const name = pattern.replace(HOLE, (_, key: string) => {
    const value = Object.hasOwn(params, key) ? String(params[key]) : undefined;
    if (value === undefined) throw wrong(`the group "${clip(pattern)}" wants the param "${key}"`);
    // A colon in a param could make one pattern's name look like another's: "table:{id}" with "7:tv" is "table:7:tv".
    if (!PARAM.test(value)) {
      throw wrong(`"${clip(value)}" can't be the param "${key}" of "${clip(pattern)}": use letters, digits, _ . -`);
    }
    return value;
  });
  if (isName(name)) return name;
  throw wrong(`"${clip(name)}" is no group name: use 1 to ${MAX_NAME} letters, digits and _ . : -`);
}

function wrong(message: string): Error {
  return systemError("BAD_REQUEST", message);
}

/** Keeps hostile names short in messages and logs. */
function clip(name: string): string {
  return name.length > 40 ? `${name.slice(0, 40)}…` : name;
}
