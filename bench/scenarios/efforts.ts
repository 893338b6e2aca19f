import type { Effort } from "./scenario.js";

/** What `npm run bench` takes. */
export const FULL: Effort = {
  rounds: 5,
  roundMs: 1_500,
  warmUpMs: 2_000,
  idleConnections: 5_000,
  stormConnections: 2_000,
  churnMs: 600_000,
  isQuick: false,
};

/** What `npm run bench -- --quick` takes: at most five minutes on two cores. */
export const QUICK: Effort = {
  rounds: 3,
  roundMs: 400,
  warmUpMs: 600,
  idleConnections: 1_000,
  stormConnections: 500,
  churnMs: 20_000,
  isQuick: true,
};
