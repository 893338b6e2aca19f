import { describe, expect, it } from "vitest";
import { seeded } from "../support/seeded.js";
import { readCorpus } from "./corpus.js";
import { fuzz } from "./fuzz.js";

import { targets } from "./targets/all-targets.js";

const EXECUTIONS = Number(process.env["FUZZ_EXECUTIONS"] ?? 5_000);
const SEED = Number(process.env["FUZZ_SEED"] ?? 37);

describe("what others may have written", () => {
  it.each(targets)("is read or refused, never thrown at: $name", async (target) => {
    const corpus = readCorpus(target.name);
    expect(corpus.length, "npm run fuzz keeps inputs").toBeGreaterThan(0);
    const { finds, executions } = await fuzz(target, { executions: EXECUTIONS, random: seeded(SEED), corpus });
    expect(finds, `seed ${SEED}`).toEqual([]);
    expect(executions).toBe(EXECUTIONS);
  });

  it("would be found: a reader that trusts a length", async () => {
    const naive = {
      name: "naive",
      seeds: [Buffer.from([3, 97, 98, 99])],
      grammar: "bytes" as const,
      read: (input: Uint8Array) => {
        const end = 1 + (input[0] ?? 0);
        if (end > input.length) throw new RangeError("out of bounds");
        return input.subarray(1, end);
      },
    };
    const { finds } = await fuzz(naive, { executions: 2_000, random: seeded(SEED) });
    expect(finds.length).toBeGreaterThan(0);
  });

  it("would be found: a reader that copies __proto__", async () => {
    const naive = {
      name: "merge",
      seeds: [Buffer.from('{"a":{"b":1}}')],
      grammar: "json" as const,
      read: (input: Uint8Array) => {
        const value = JSON.parse(Buffer.from(input).toString()) as Record<string, object>;
        for (const key of Object.keys(value ?? {}))
          Object.assign(({} as Record<string, object>)[key] ?? {}, { polluted: 1 });
      },
    };
    const { finds } = await fuzz(naive, { executions: 3_000, random: seeded(SEED) });
    delete (Object.prototype as { polluted?: unknown }).polluted;
    expect(finds.some(({ error }) => String(error).includes("Object.prototype"))).toBe(true);
  });
});
