import type { Effort } from "./scenario.js";

/** What `npm run bench` takes. */
export const FULL: Effort = {
  rounds: 7,
  roundMs: 2_000,
  warmUpMs: 2_000,
  idleConnections: 5_000,
  stormConnections: 2_000,
  isQuick: false,
};

/** What `npm run bench -- --quick` takes: at most five minutes on two cores. */
export const QUICK: Effort = {
  rounds: 3,
  roundMs: 400,
  warmUpMs: 600,
  idleConnections: 1_000,
  stormConnections: 500,
  isQuick: true,
};
