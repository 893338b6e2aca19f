import type { Seeded } from "../support/seeded.js";
import { mutateTree } from "./mutate-tree.js";

/** Larger inputs teach nothing: a length that lies is as long. */
const MAX_BYTES = 4_096;

/** Bytes at which counts, lengths, kinds and texts turn. */
const EDGES = [0x00, 0x01, 0x02, 0x10, 0x22, 0x2c, 0x3a, 0x40, 0x41, 0x5b, 0x5c, 0x7b, 0x7d, 0x7f, 0x80, 0xc0, 0xff];
const WORDS = [
  "__proto__",
  "constructor",
  "null",
  "[]",
  "{}",
  "-1",
  "1e999",
  "\\u0000",
  "\ud800",
  ":",
  "\n",
  " ",
  "9".repeat(20),
];

type Change = (input: Buffer, random: Seeded) => Buffer;

const changes: readonly Change[] = [
  // A bit turned.
  (input, random) => {
    const at = random.below(input.length);
    input[at] = (input[at] ?? 0) ^ (1 << random.below(8));
    return input;
  },
  // A byte replaced by one at which something turns.
  (input, random) => {
    input[random.below(input.length)] = random.pick(EDGES);
    return input;
  },
  // Any byte.
  (input, random) => {
    input[random.below(input.length)] = random.below(256);
    return input;
  },
  // A piece left out.
  (input, random) => {
    const from = random.below(input.length);
    return Buffer.concat([input.subarray(0, from), input.subarray(from + 1 + random.below(8))]);
  },
  // A piece twice.
  (input, random) => {
    const from = random.below(input.length);
    const to = from + 1 + random.below(16);
    return Buffer.concat([input.subarray(0, to), input.subarray(from)]);
  },
  // Cut off.
  (input, random) => input.subarray(0, random.below(input.length)),
  // A word between.
  (input, random) => {
    const at = random.below(input.length + 1);
    return Buffer.concat([input.subarray(0, at), Buffer.from(random.pick(WORDS)), input.subarray(at)]);
  },
  // A number of four bytes, of either end.
  (input, random) => {
    if (input.length < 4) return input;
    const number = random.pick([0, 1, 0x7f, 0xff, 0xffff, 0x7fffffff, 0xffffffff, input.length]);
    const at = random.below(input.length - 3);
    if (random.next() < 0.5) input.writeUInt32BE(number, at);
    else input.writeUInt32LE(number, at);
    return input;
  },
];

/** Changes an input a little, or joins it with another one. Leaves the given bytes as they are. */
export function mutate(
  input: Uint8Array,
  { other, grammar, random }: { other: Uint8Array; grammar: "bytes" | "json"; random: Seeded },
): Uint8Array {
  if (grammar === "json" && random.next() < 0.6) {
    const changed = mutateTree(input, random);
    if (changed !== undefined) return changed;
  }
  let bytes: Buffer = Buffer.from(input);
  if (random.next() < 0.1) {
    bytes = Buffer.concat([
      bytes.subarray(0, random.below(bytes.length + 1)),
      other.subarray(random.below(other.length + 1)),
    ]);
  }
  for (let count = 1 + random.below(4); count > 0; count--) {
    if (bytes.length === 0) bytes = Buffer.of(random.below(256));
    bytes = random.pick(changes)(bytes, random);
  }
  return bytes.subarray(0, MAX_BYTES);
}
