import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

/** Which cores servers and driver get, if they can be told. */
export interface Placement {
  /** What a server's command line starts with. */
  readonly prefix: readonly string[];
  /** The same for a server that may have all cores, the driver's too. */
  readonly everywhere: readonly string[];
  readonly note: string;
}

/**
 * Gives servers the first core, and this process with all that it starts otherwise the rest, so that they don't
 * push each other aside. Where that can't be done they share, and the note says so.
 */
export function place(): Placement {
  const cores = availableParallelism();
  if (cores < 2) return { prefix: [], everywhere: [], note: "one core for servers and driver" };
  const rest = `1-${cores - 1}`;
  const { status } = spawnSync("taskset", ["--all-tasks", "--cpu-list", "--pid", rest, `${process.pid}`]);
  if (status !== 0)
    return { prefix: [], everywhere: [], note: "servers and driver share all cores: there is no taskset" };
  const on = (list: string): readonly string[] => ["taskset", "--cpu-list", list];
  return { prefix: on("0"), everywhere: on(`0-${cores - 1}`), note: `servers on core 0, driver and Redis on ${rest}` };
}
