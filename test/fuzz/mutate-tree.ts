import type { Seeded } from "../support/seeded.js";

/** What may stand anywhere in JSON. */
const LEAVES: readonly unknown[] = [
  ...[null, true, false, "", [], {}, [[]], "a", "\0", "../..", "__proto__", "x".repeat(300), "\u{1f600}"],
  ...[0, -0, 1, -1, 1.5, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 1e300, 1e-300],
];
const KEYS = ["__proto__", "constructor", "toString", "length", "", "a", "0"];

/** Changes one place of a JSON text; undefined if it is none. */
export function mutateTree(input: Uint8Array, random: Seeded): Uint8Array | undefined {
  try {
    return Buffer.from(JSON.stringify(change(JSON.parse(Buffer.from(input).toString()), random)) ?? "null");
  } catch {
    return undefined;
  }
}

function change(value: unknown, random: Seeded): unknown {
  if (typeof value !== "object" || value === null || random.next() < 0.2) return random.pick(LEAVES);
  return Array.isArray(value) ? changeList(value, random) : changeObject(value, random);
}

function changeList(list: readonly unknown[], random: Seeded): unknown[] {
  const at = random.below(list.length + 1);
  const rest = list.slice(at + 1);
  const draw = random.next();
  if (draw < 0.15) return [...list.slice(0, at), ...rest];
  if (draw < 0.3) return [...list.slice(0, at), random.pick(LEAVES), ...list.slice(at)];
  return at === list.length
    ? [...list, random.pick(LEAVES)]
    : [...list.slice(0, at), change(list[at], random), ...rest];
}

function changeObject(object: object, random: Seeded): object {
  const entries = Object.entries(object);
  const at = random.below(entries.length + 1);
  const [key, value] = entries[at] ?? [random.pick(KEYS), undefined];
  const rest = entries.filter((_, index) => index !== at);
  const draw = random.next();
  if (draw < 0.15) return Object.fromEntries(rest);
  if (draw < 0.25) return Object.fromEntries([...rest, [random.pick(KEYS), value ?? random.pick(LEAVES)]]);
  return Object.fromEntries([...entries.slice(0, at), [key, change(value, random)], ...entries.slice(at + 1)]);
}
