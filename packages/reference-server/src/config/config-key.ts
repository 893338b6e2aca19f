/** What one configuration key takes, where it comes from, and what it is for. */
export interface ConfigKey<T> {
  /** The environment variable. The flag and the name in a file follow from the key's own name. */
  readonly env: string;
  /** One sentence, for `--help` and the page. */
  readonly help: string;
  /** What it takes, in words: "a whole number from 0 to 65535". */
  readonly type: string;
  readonly default: T;
  /** Kept out of flags, which everybody on a machine can read, and out of messages. */
  readonly secret: boolean;
  /** Makes of text what `check` looks at. */
  readonly fromText: (text: string) => unknown;
  /** Tells whether something is a value of this key. */
  readonly check: (value: unknown) => boolean;
}

/** What all kinds of keys say. */
interface Common {
  readonly env: string;
  readonly help: string;
  readonly secret?: true;
}

/** Declares a key that takes a whole number; `default: undefined` leaves it out. */
export function integer(key: Common & { min: number; max: number; default: number }): ConfigKey<number>;
export function integer(key: Common & { min: number; max: number; default: undefined }): ConfigKey<number | undefined>;
export function integer(
  key: Common & { min: number; max: number; default: number | undefined },
): ConfigKey<number | undefined> {
  const { min, max } = key;
  return {
    ...{ secret: false, ...key, type: `a whole number from ${min} to ${max}` },
    fromText: (text) => (/^\d{1,15}$/.test(text) ? Number(text) : text),
    check: (value) => Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max,
  };
}

/** Declares a key that is on or off. */
export function flag(key: Common & { default: boolean }): ConfigKey<boolean> {
  return {
    ...{ secret: false, ...key, type: "true or false" },
    fromText: (text) => (text === "true" ? true : text === "false" ? false : text),
    check: (value) => typeof value === "boolean",
  };
}

/** Declares a key that takes one of some words. */
export function choice<const W extends string>(key: Common & { of: readonly W[]; default: W }): ConfigKey<W> {
  const { of: words, ...common } = key;
  return {
    ...{ secret: false, ...common, type: words.join(", ") },
    fromText: (text) => text,
    check: (value) => words.some((word) => word === value),
  };
}

/** What a text must be. */
interface TextRule {
  /** In words: "a URL". */
  readonly type: string;
  readonly fits: (text: string) => boolean;
}

/** Declares a key that takes text; `default: undefined` leaves it out. */
export function text(key: Common & TextRule & { default: string }): ConfigKey<string>;
export function text(key: Common & TextRule & { default: undefined }): ConfigKey<string | undefined>;
export function text(key: Common & TextRule & { default: string | undefined }): ConfigKey<string | undefined> {
  const { fits, ...common } = key;
  return {
    ...{ secret: false, ...common },
    fromText: (given) => given,
    check: (value) => typeof value === "string" && fits(value),
  };
}

/** Declares a key that takes several texts: with commas between them, or an array in a file. */
export function list(key: Common & TextRule & { default: readonly string[] }): ConfigKey<readonly string[]> {
  const { fits, type, ...common } = key;
  return {
    ...{ secret: false, ...common, type: `${type}, with commas between them` },
    fromText: (given) => given.split(",").map((item) => item.trim()),
    check: (value) =>
      Array.isArray(value) && value.length <= 256 && value.every((item) => typeof item === "string" && fits(item)),
  };
}
