import { expect, it } from "vitest";
import { readEnqueueOptions } from "./enqueue-options.js";

it("fills in what is left out", () => {
  expect(readEnqueueOptions({})).toEqual({ key: undefined, delayMs: 0, attempts: 5, backoffMs: 1_000 });
  expect(readEnqueueOptions({ key: "a", delayMs: 1.4 })).toMatchObject({ key: "a", delayMs: 1 });
});

it.each([
  { key: "" },
  { key: "x".repeat(257) },
  { key: 5 as never },
  { delayMs: -1 },
  { delayMs: Number.NaN },
  { delayMs: 4e10 },
  { backoffMs: 3_600_001 },
  { attempts: 0 },
  { attempts: 1.5 },
  { attempts: 101 },
])("refuses %j", (options) => {
  expect(() => readEnqueueOptions(options)).toThrow(expect.objectContaining({ code: "BAD_REQUEST" }));
});
