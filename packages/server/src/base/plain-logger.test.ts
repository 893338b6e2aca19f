import { afterEach, describe, expect, it, vi } from "vitest";
import { recordingLogger } from "../../../../test/support/recording-logger.js";
import { consoleLogger } from "./logger.js";
import { plainLogger } from "./plain-logger.js";

const hostile = "x\r\n[volley] admin logged in\u001b[2J\u0000\u2028\u202e";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("plainLogger", () => {
  it("keeps texts on one line, without what steers a terminal", () => {
    const inner = recordingLogger();
    plainLogger(inner).warn(hostile, { origin: hostile, count: 3 });
    const line = inner.lines[0];
    const plain = "x\\u000d\\u000a[volley] admin logged in\\u001b[2J\\u0000\\u2028\\u202e";
    expect(line).toEqual({ level: "warn", message: plain, fields: { origin: plain, count: 3 } });
  });

  it("caps texts, and says how long they were", () => {
    const inner = recordingLogger();
    plainLogger(inner).error("it failed", { key: "a".repeat(60_000) });
    expect(inner.lines[0]?.fields?.["key"]).toBe(`${"a".repeat(1_024)}… (60000 characters)`);
  });

  it("hands errors on as they are", () => {
    const inner = recordingLogger();
    const error = new Error(hostile);
    plainLogger(inner).error("it failed", { error });
    expect(inner.lines[0]?.fields?.["error"]).toBe(error);
  });
});

describe("consoleLogger", () => {
  const written = (fields: Record<string, unknown>): string => {
    const write = vi.spyOn(console, "warn").mockImplementation(() => {});
    consoleLogger().warn("it failed", fields);
    return String(write.mock.calls[0]?.join(" "));
  };

  it.each<[string, Record<string, unknown>]>([
    ["an error's message", { error: new Error(hostile) }],
    ["a cause", { error: new Error("it", { cause: new Error(hostile) }) }],
    ["an error's name", { error: Object.assign(new Error("it"), { name: hostile }) }],
    ["a value deep inside", { data: { deep: [hostile] } }],
    ["a key", { data: { [hostile]: 1 } }],
    ["an object's own inspection", { data: { toString: () => hostile } }],
  ])("doesn't let %s forge a line or steer the terminal", (_what, fields) => {
    const text = written(fields);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u2028\u202e]/);
    expect(
      text
        .split("\n")
        .slice(1)
        .filter((line) => !line.startsWith("  ")),
    ).toEqual([]);
  });

  it("writes no more than some kilobytes, whatever is in the fields", () => {
    const deep = (levels: number): unknown => (levels === 0 ? "x" : { deeper: deep(levels - 1) });
    const wide = Array.from({ length: 5_000 }, () => "y".repeat(2_000));
    expect(written({ error: new Error("z".repeat(1_000_000)), wide, deep: deep(500) }).length).toBeLessThan(30_000);
  });
});
