import { type Sample, type Summary, summarize } from "../measure/sample.js";
import type { Bench, Contender, Prepared, Scenario } from "./scenario.js";

/** What a scenario showed of one contender. */
export interface Outcome extends Summary {
  readonly scenario: string;
  readonly peer: Contender["peer"];
}

interface Running extends Contender {
  readonly prepared: Prepared;
  readonly samples: Sample[];
}

/**
 * Measures all contenders in turns: each round has one of each, and who begins changes from round to round, so that a
 * slow minute of the machine slows all of them down.
 */
export async function runScenario(
  { name, contenders, ...scenario }: Scenario,
  bench: Bench,
): Promise<readonly Outcome[]> {
  const { isQuick } = bench.effort;
  const { rounds = bench.effort.rounds } = scenario;
  const running: Running[] = [];
  try {
    for (const contender of contenders) {
      if (isQuick && contender.isExtra === true) continue;
      running.push({ ...contender, prepared: await contender.prepare(bench), samples: [] });
    }
    for (let round = 0; round < rounds; round++) {
      const first = round % running.length;
      for (const { prepared, samples } of [...running.slice(first), ...running.slice(0, first)]) {
        samples.push(await prepared.round());
      }
    }
  } finally {
    for (const { prepared } of running) await prepared.close();
  }
  return running.map(({ peer, samples }) => ({ scenario: name, peer, ...summarize(samples) }));
}
