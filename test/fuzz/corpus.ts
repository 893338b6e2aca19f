import { existsSync, readFileSync, writeFileSync } from "node:fs";

const fileOf = (target: string): URL => new URL(`corpus/${target}.txt`, import.meta.url);

/** Reads what earlier runs kept of a target: a line of base64 each. */
export function readCorpus(target: string): Uint8Array[] {
  const file = fileOf(target);
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => Buffer.from(line, "base64"));
}

/** More of one target would only make tests slow. */
const MAX_KEPT = 80;

/** Adds inputs to what is kept, as long as there is room. */
export function extendCorpus(target: string, inputs: readonly Uint8Array[]): void {
  const lines = [...readCorpus(target), ...inputs].map((input) => Buffer.from(input).toString("base64"));
  writeFileSync(fileOf(target), `${[...new Set(lines)].slice(0, MAX_KEPT).toSorted().join("\n")}\n`);
}
