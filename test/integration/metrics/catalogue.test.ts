import { describe, expect, inject, it } from "vitest";
import { CATALOGUE, type Catalogue } from "../../../packages/server/src/metrics/catalogue.js";
import { recordingMetrics } from "../../support/recording-metrics.js";
import { until } from "../../support/until.js";
import type { Moves } from "./arena.js";
import { movesInMemory } from "./moves-in-memory.js";
import { movesOnRedis } from "./moves-on-redis.js";
import { movesOnSockets } from "./moves-on-sockets.js";

const keys = Object.keys(CATALOGUE) as (keyof Catalogue)[];

async function run(key: keyof Catalogue, move: NonNullable<Moves[keyof Catalogue]>): Promise<void> {
  const metrics = recordingMetrics();
  const { name } = CATALOGUE[key];
  await move({
    metrics,
    moved: (labels, wanted = (value) => value > 0) =>
      until(() => wanted(metrics.value(name, labels) ?? 0), `${name} ${JSON.stringify(labels ?? {})}`),
  });
}

const entriesOf = (moves: Moves) => Object.entries(moves) as [keyof Catalogue, NonNullable<Moves[keyof Catalogue]>][];

describe("every metric of the catalogue moves when it should:", { timeout: 60_000 }, () => {
  it.each(entriesOf(movesInMemory))("%s", run);
  it.each(entriesOf(movesOnSockets))("%s", run);
  it.skipIf(inject("redisUrl") === null).each(entriesOf(movesOnRedis))("%s", run);

  it("and none was forgotten", () => {
    const tried = Object.keys({ ...movesInMemory, ...movesOnSockets, ...movesOnRedis });
    expect(tried.sort()).toEqual([...keys].sort());
  });
});
