import type { FuzzTarget } from "../fuzz-target.js";
import { clusterTargets } from "./cluster-targets.js";
import { serializerTargets } from "./serializer-targets.js";
import { storedTargets } from "./stored-targets.js";
import { wireTargets } from "./wire-targets.js";

/** Everything that reads bytes or JSON of others. */
export const targets: readonly FuzzTarget[] = [
  ...wireTargets,
  ...serializerTargets,
  ...clusterTargets,
  ...storedTargets,
];
