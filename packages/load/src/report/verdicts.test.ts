import { expect, it } from "vitest";
import { judge } from "./verdicts.js";

it("nothing measured passes no limit", () => {
  const nothing = { sent: 0, notSent: 0, failed: 0, latency: null };
  expect(judge(nothing, { p99Ms: 50, errors: 0.1 }).map(({ passed }) => passed)).toEqual([false, false]);
  expect(judge(nothing, { p99Ms: undefined, errors: undefined })).toEqual([]);
});

it("a limit may be reached", () => {
  const messages = { sent: 9, notSent: 1, failed: 0, latency: null };
  expect(judge(messages, { p99Ms: undefined, errors: 0.1 })[0]?.passed).toBe(true);
  expect(judge(messages, { p99Ms: undefined, errors: 0.09 })[0]?.passed).toBe(false);
});
