import { type RunningBin, runBin } from "./run-bin.js";

/** Runs `volley-load` from its sources, as an operator runs it. It ends with the test. */
export const runVolleyLoad = (args: readonly string[]): RunningBin => runBin("load", args);
