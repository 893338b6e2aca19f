import { describe, expect, it } from "vitest";
import { recordingLogger } from "../../../../test/support/recording-logger.js";
import { recordingMetrics } from "../../../../test/support/recording-metrics.js";
import { createAppMetrics } from "./app-metrics.js";

const games = { name: "games_total", help: "Games.", labels: ["mode"] } as const;

describe("an app's own metrics", () => {
  it("go to the reporter", () => {
    const reporter = recordingMetrics();
    const metrics = createAppMetrics(reporter, recordingLogger());
    metrics.counter(games).add(2, { mode: "ranked" });
    const waiting = metrics.gauge({ name: "waiting", help: "Waiting." });
    metrics.onCollect(() => waiting.set(5));
    metrics.histogram({ name: "wait_seconds", help: "Waits." }).observe(0.1);
    expect(reporter.value("games_total", { mode: "ranked" })).toBe(2);
    expect(reporter.value("waiting")).toBe(5);
    expect(reporter.value("wait_seconds")).toBe(1);
  });

  it("do nothing without one, but are held to the same rules", () => {
    const metrics = createAppMetrics(undefined, recordingLogger());
    metrics.counter(games).add(1, { mode: "ranked" });
    metrics.onCollect(() => {})();
    expect(() => metrics.gauge(games)).toThrow(expect.objectContaining({ code: "CONFLICT" }));
    expect(() => metrics.gauge({ ...games, name: "volley_x" })).toThrow(expect.objectContaining({ code: "CONFLICT" }));
    for (const wrong of [{ name: "Games" }, { name: "a-b" }, { labels: ["a b"] }]) {
      expect(() => metrics.counter({ ...games, name: "other", ...wrong })).toThrow(
        expect.objectContaining({ code: "BAD_REQUEST" }),
      );
    }
  });

  it("can't break what they measure: what a reporter or a reader throws is logged, once per metric", () => {
    const logger = recordingLogger();
    const reads: (() => void)[] = [];
    const fail = (): never => {
      throw new Error("no");
    };
    const metrics = createAppMetrics(
      {
        counter: () => fail,
        gauge: () => fail,
        histogram: () => fail,
        onCollect: (read) => Object.assign(() => void reads.push(read), { [Symbol.dispose]: () => {} }),
      },
      logger,
    );
    const counter = metrics.counter(games);
    for (let n = 0; n < 3; n++) counter.add(1, { mode: "ranked" });
    metrics.onCollect(fail)();
    for (const read of reads) read();
    expect(logger.lines.map(({ level }) => level)).toEqual(["error", "error"]);
  });
});
