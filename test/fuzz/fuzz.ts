import type { Seeded } from "../support/seeded.js";
import type { Coverage } from "./coverage.js";
import type { FuzzTarget } from "./fuzz-target.js";
import { mutate } from "./mutate.js";

/** An input that a reader answered in a way that it may not. */
export interface Find {
  readonly input: Uint8Array;
  readonly error: unknown;
}

/** What came of a run. */
export interface FuzzReport {
  readonly executions: number;
  /** Inputs that reached code that none before had: worth keeping. */
  readonly fresh: readonly Uint8Array[];
  readonly finds: readonly Find[];
  /** How long the slowest input took, in ms. */
  readonly slowestMs: number;
}

/** What a run is given. */
export interface FuzzOptions {
  readonly executions: number;
  readonly random: Seeded;
  /** What earlier runs kept. */
  readonly corpus?: readonly Uint8Array[];
  /** Left out: no input counts as fresh. */
  readonly coverage?: Coverage | undefined;
}

/** Coverage is costly to ask for: only a batch that reached something new is gone through again, input by input. */
const BATCH = 2_000;
const MAX_FINDS = 20;
const MAX_FRESH = 40;
const ORIGINAL_KEYS = Reflect.ownKeys(Object.prototype).length;

/** Reads changed inputs over and over. */
export async function fuzz(target: FuzzTarget, options: FuzzOptions): Promise<FuzzReport> {
  const { executions, random, coverage } = options;
  const pool = [...target.seeds, ...(options.corpus ?? [])];
  const fresh: Uint8Array[] = [];
  const finds: Find[] = [];
  const answers = new Set(pool.map((input) => answerOf(target, input)));
  let slowestMs = 0;
  for (const input of pool) record(tryRead(target, input));
  await coverage?.take();

  let done = 0;
  while (done < executions && finds.length < MAX_FINDS) {
    const batch = Array.from({ length: Math.min(BATCH, executions - done) }, () =>
      mutate(random.pick(pool), { other: random.pick(pool), grammar: target.grammar, random }),
    );
    for (const input of batch) record(tryRead(target, input));
    done += batch.length;
    if (coverage !== undefined && (await coverage.take()) > 0) keepFresh(batch);
  }
  return { executions: done, fresh, finds, slowestMs };

  function record({ find, tookMs }: Attempt): void {
    if (find !== undefined) finds.push(find);
    slowestMs = Math.max(slowestMs, tookMs);
  }

  /** Which input of a batch it was shows in its answer. */
  function keepFresh(batch: readonly Uint8Array[]): void {
    for (const input of batch) {
      const answer = answerOf(target, input);
      if (answers.has(answer) || fresh.length >= MAX_FRESH) continue;
      answers.add(answer);
      pool.push(input);
      fresh.push(input);
    }
  }
}

interface Attempt {
  readonly find: Find | undefined;
  readonly tookMs: number;
}

function tryRead(target: FuzzTarget, input: Uint8Array): Attempt {
  const startedAt = performance.now();
  let find: Find | undefined;
  try {
    target.read(input);
    if (Reflect.ownKeys(Object.prototype).length !== ORIGINAL_KEYS) throw new Error("Object.prototype has changed");
  } catch (error) {
    find = { input, error };
  }
  return { find, tookMs: performance.now() - startedAt };
}

/** The shape of an answer, by which two inputs count as alike. */
function answerOf(target: FuzzTarget, input: Uint8Array): string {
  try {
    return shapeOf(target.read(input), 3);
  } catch (error) {
    return String(error);
  }
}

function shapeOf(value: unknown, depth: number): string {
  if (value instanceof Uint8Array) return "bytes";
  if (typeof value === "string" && depth === 3) return value;
  if (typeof value !== "object" || value === null || depth === 0) return typeof value;
  const entries = Object.entries(value).slice(0, 8);
  return `{${entries.map(([key, each]) => `${key}:${shapeOf(each, depth - 1)}`).join()}}`;
}
