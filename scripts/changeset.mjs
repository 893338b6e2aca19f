import { run, tool } from "./process.mjs";

/** Asks what a change is, and writes it to .changeset/ for the next release. Returns an exit code. */
export const changeset = (args) => run(tool("changeset"), args, { interactive: true });
