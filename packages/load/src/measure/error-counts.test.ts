import { expect, it } from "vitest";
import { ErrorCounts } from "./error-counts.js";

it("counts errors by code, the most frequent first, with the first one's words", () => {
  const counts = new ErrorCounts();
  counts.count("BUSY", "full");
  counts.count("TIMEOUT", "no answer");
  counts.count("TIMEOUT", "still no answer");
  expect(counts.total).toBe(3);
  expect(counts.take()).toEqual([
    { code: "TIMEOUT", count: 2, example: "no answer" },
    { code: "BUSY", count: 1, example: "full" },
  ]);
  expect(counts.total).toBe(0);
});

it("keeps few codes and short words, however many and long there are", () => {
  const counts = new ErrorCounts();
  for (let n = 0; n < 1_000; n++) counts.count(`CODE_${n}`, "x".repeat(10_000));
  expect(counts.total).toBe(1_000);
  expect(counts.list().length).toBeLessThanOrEqual(65);
  expect(counts.list().every(({ example }) => example.length <= 200)).toBe(true);
  expect(counts.list()[0]).toMatchObject({ code: "OTHER" });
});
