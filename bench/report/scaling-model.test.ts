import { describe, expect, it } from "vitest";
import { readLatest } from "./pages.js";
import { capacityFor } from "./scaling-model.js";

describe("what players need", () => {
  const report = readLatest();

  it("grows with their number", () => {
    const [one, ten] = [1_000_000, 10_000_000].map((players) => capacityFor(players, report));
    expect((ten?.nodesByCpu ?? 0) / (one?.nodesByCpu ?? 1)).toBeCloseTo(10, 0);
    expect((ten?.busMessages ?? 0) / (one?.busMessages ?? 1)).toBeCloseTo(10, 5);
  });

  it("is a node and a Redis at least", () => {
    expect(capacityFor(1, report)).toMatchObject({ nodesByCpu: 1, nodesByMemory: 1, redisForBus: 1, redisForKeys: 1 });
  });

  it("can't be told without the measured costs", () => {
    expect(() => capacityFor(1, { ...report, results: [] })).toThrow(/has nothing for/);
  });
});
