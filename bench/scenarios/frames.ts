import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Sample } from "../measure/sample.js";
import type { Bench, Scenario } from "./scenario.js";

const main = fileURLToPath(new URL("../processes/time-frames.ts", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));

/** In a process of its own, which has compiled nothing else yet. */
function timeFrames({ runtime, placement }: Bench["host"]): Sample {
  const [command = "", ...args] = [...placement.prefix, runtime.path, "--import", "tsx", main];
  const { stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  if (stdout === "") throw new Error(`frames could not be timed: ${stderr}`);
  return { addedUs: Number(stdout) };
}

export const frameScenarios: readonly Scenario[] = [
  {
    name: "frames",
    title: "A frame encoded and decoded, beside what its serializer takes for a move",
    operation: "frame",
    contenders: [
      {
        peer: "volley",
        prepare: ({ host }) =>
          Promise.resolve({ round: () => Promise.resolve(timeFrames(host)), close: () => Promise.resolve() }),
      },
    ],
  },
];
