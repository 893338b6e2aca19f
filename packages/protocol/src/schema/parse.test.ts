import { type } from "arktype";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { parse } from "./parse.js";
import type { Schema } from "./schema.js";

const schemas: readonly [string, Schema][] = [
  ["zod", z.object({ rows: z.array(z.object({ n: z.number() })) })],
  ["valibot", v.object({ rows: v.array(v.object({ n: v.number() })) })],
  ["arktype", type({ rows: type({ n: "number" }).array() })],
];

describe.each(schemas)("parse with %s", (_library, schema) => {
  it("gives the value", () => {
    expect(parse(schema, { rows: [{ n: 1 }] }, "it")).toEqual({ rows: [{ n: 1 }] });
  });

  it("says where a value is wrong, in one shape for all libraries", () => {
    expect(thrownBy(() => parse(schema, { rows: [{ n: 1 }, { n: "2" }] }, "the input of a.b"))).toMatchObject({
      code: "VALIDATION",
      message: expect.stringMatching(/^the input of a\.b is not valid at rows\.1\.n: /),
      data: { issues: [{ path: ["rows", 1, "n"], message: expect.any(String) }] },
    });
  });
});

describe("parse", () => {
  it("transforms", () => {
    expect(parse(z.coerce.date(), "2026-01-01", "it")).toEqual(new Date("2026-01-01"));
  });

  it("waits for asynchronous schemas only", async () => {
    const slow = z.string().refine(async (text) => text !== "no");
    const parsed = parse(slow, "yes", "it");
    expect(parsed).toBeInstanceOf(Promise);
    await expect(parsed).resolves.toBe("yes");
    await expect(parse(slow, "no", "it")).rejects.toMatchObject({ code: "VALIDATION" });
  });

  it("lets nothing through where nothing is expected", () => {
    expect(parse(undefined, undefined, "it")).toBeUndefined();
    expect(parse(undefined, null, "it")).toBeUndefined();
    expect(thrownBy(() => parse(undefined, { a: 1 }, "it"))).toMatchObject({ code: "VALIDATION" });
  });

  it("reports twenty issues at most", () => {
    const rows = Array.from({ length: 500 }, () => "x");
    const thrown = thrownBy(() => parse(z.array(z.number()), rows, "it")) as { data: { issues: unknown[] } };
    expect(thrown.data.issues).toHaveLength(20);
  });
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("it did not throw");
}
