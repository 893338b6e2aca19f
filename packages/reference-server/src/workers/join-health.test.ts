import type { HealthReport } from "@volley/server/health";
import { describe, expect, it } from "vitest";
import { joinHealth } from "./join-health.js";

const good: HealthReport = { started: true, ready: true, reasons: [], checks: {} };
const join = (reports: readonly (HealthReport | undefined)[], started = true) =>
  joinHealth(new Map(reports.map((report, at) => [at + 1, report])), { started });

describe("workers", () => {
  it("are ready if each of those that listen is", () => {
    expect(join([good, good])).toMatchObject({ ready: true, reasons: [], checks: { "worker-2": { ok: true } } });
  });

  it("aren't while one isn't, and say for which reason, and which", () => {
    const draining: HealthReport = { ...good, ready: false, reasons: ["draining"] };
    const sick: HealthReport = { ...good, ready: false, reasons: ["check"], checks: { db: { ok: false, tookMs: 3 } } };
    expect(join([good, draining, sick])).toMatchObject({
      ready: false,
      reasons: ["draining", "check"],
      checks: { "worker-1": { ok: true }, "worker-2": { ok: false }, "worker-3-db": { ok: false, tookMs: 3 } },
    });
  });

  it("aren't while one doesn't answer, or none listens, or not all have started", () => {
    expect(join([good, undefined])).toMatchObject({
      ...{ ready: false, reasons: ["check"] },
      checks: { "worker-2": { ok: false, problem: "timeout" } },
    });
    expect(join([])).toMatchObject({ ready: false, reasons: ["not-listening"] });
    expect(join([good], false)).toMatchObject({ started: false, ready: false, reasons: ["starting"] });
  });
});
