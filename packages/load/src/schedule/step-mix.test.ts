import { expect, it } from "vitest";
import { StepMix } from "./step-mix.js";

it("StepMix takes each step as often as its weight says, evenly", () => {
  const mix = new StepMix([{ weight: 3 }, { weight: 1 }]);
  expect(Array.from({ length: 8 }, () => mix.next())).toEqual([0, 0, 1, 0, 0, 0, 1, 0]);
});

it("StepMix keeps to weights that are no whole numbers", () => {
  const mix = new StepMix([{ weight: 0.5 }, { weight: 2 }]);
  const taken = Array.from({ length: 1_000 }, () => mix.next());
  expect(taken.filter((step) => step === 0)).toHaveLength(200);
});
