import { expect, it } from "vitest";
import { sampleReport } from "./report.fixture.js";

it("sums up what was counted", () => {
  const { messages, steps, pushes, connections, lag, timeline } = sampleReport();
  expect(messages).toMatchObject({ sent: 500, answered: 495, failed: 5, notSent: 5, latency: { count: 500 } });
  expect(steps.map(({ sent, failed, notSent }) => ({ sent, failed, notSent }))).toEqual([
    { sent: 250, failed: 5, notSent: 0 },
    { sent: 250, failed: 0, notSent: 5 },
  ]);
  expect(pushes).toMatchObject([{ name: "chat.said", received: 500, latency: { count: 500 } }]);
  expect(connections).toMatchObject({ opened: 10, connected: 9, failures: [{ code: "UNAVAILABLE", count: 1 }] });
  expect(lag?.percentiles["p99"]).toBeCloseTo(0.4, 1);
  expect(timeline).toHaveLength(5);
});

it("keeps no secret of the URL", () => {
  expect(JSON.stringify(sampleReport())).not.toContain("secret");
  expect(sampleReport().plan.url).toBe("http://127.0.0.1:3000");
});

it("holds the run against its limits; what wasn't sent has failed, too", () => {
  const { limits } = sampleReport({ p99Ms: 5, errors: 0.5 });
  expect(limits).toEqual([
    { flag: "--max-p99", limit: 5, actual: expect.closeTo(10.9, 0), passed: false },
    { flag: "--max-errors", limit: 0.5, actual: 10 / 505, passed: true },
  ]);
});
