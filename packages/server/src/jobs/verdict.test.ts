import { VolleyError } from "@volley/protocol";
import { systemError } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { MAX_BACKOFF_MS, verdictOf } from "./verdict.js";

const tries = { failures: 0, attempts: 5, backoffMs: 1_000 };

describe("what becomes of a job", () => {
  it("is that it is done when it succeeded, even after failures", () => {
    expect(verdictOf(undefined, { ...tries, failures: 4 }, 0)).toEqual({ type: "done" });
  });

  it.each(["BAD_REQUEST", "CONTRACT_MISMATCH", "FORBIDDEN", "NOT_FOUND"] as const)(
    "is that it is dead for %s",
    (code) => {
      const error = systemError(code, "no");
      expect(verdictOf(error, tries, 0)).toEqual({ type: "dead", error });
    },
  );

  it("is that it is dead for an error of the contract, unless that says that trying again may help", () => {
    const broke = new VolleyError("BROKE", "", { declared: true });
    expect(verdictOf(broke, tries, 0)).toEqual({ type: "dead", error: broke });
    const closed = new VolleyError("CLOSED", "", { declared: true, retryable: true });
    expect(verdictOf(closed, tries, 0)).toMatchObject({ type: "retry", error: closed });
  });

  it.each(["TIMEOUT", "UNAVAILABLE", "BUSY", "INTERNAL"] as const)("is another try for %s", (code) => {
    expect(verdictOf(systemError(code, "maybe"), tries, 1)).toMatchObject({ type: "retry", afterMs: 1_000 });
  });

  it("is that it is dead with its last try", () => {
    const error = systemError("BUSY", "full");
    expect(verdictOf(error, { ...tries, failures: 3 }, 1)).toMatchObject({ type: "retry" });
    expect(verdictOf(error, { ...tries, failures: 4 }, 1)).toEqual({ type: "dead", error });
    expect(verdictOf(error, { ...tries, attempts: 1 }, 1)).toEqual({ type: "dead", error });
  });

  it("is a wait that doubles, up to an hour, and is spread from half to the full", () => {
    const error = systemError("BUSY", "full");
    const waits = (random: number): readonly unknown[] =>
      [0, 1, 2, 3, 50].map((failures) => {
        const verdict = verdictOf(error, { failures, attempts: 100, backoffMs: 1_000 }, random);
        return verdict.type === "retry" ? verdict.afterMs : verdict;
      });
    expect(waits(1)).toEqual([1_000, 2_000, 4_000, 8_000, MAX_BACKOFF_MS]);
    expect(waits(0)).toEqual([500, 1_000, 2_000, 4_000, MAX_BACKOFF_MS / 2]);
  });
});
