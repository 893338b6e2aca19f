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
    const cut: HealthReport = { ...good, ready: false, reasons: ["redis"] };
    const sick: HealthReport = { ...good, ready: false, reasons: ["check"], checks: { db: { ok: false, tookMs: 3 } } };
    expect(join([good, cut, sick])).toMatchObject({
      ready: false,
      reasons: ["redis", "check"],
      checks: { "worker-1": { ok: true }, "worker-2": { ok: false }, "worker-3-db": { ok: false, tookMs: 3 } },
    });
  });

  it("are while some drain, who get no connections, but not if all do", () => {
    const draining: HealthReport = { ...good, ready: false, reasons: ["draining"] };
    expect(join([good, draining])).toMatchObject({ ready: true, reasons: [], checks: { "worker-2": { ok: false } } });
    expect(join([draining, draining])).toMatchObject({ ready: false, reasons: ["draining"] });
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
