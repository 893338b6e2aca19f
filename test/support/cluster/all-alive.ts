import { expect } from "vitest";
import type { ProcessCluster } from "./start-cluster.js";

/** Expects that no process of a cluster has ended, and that each answers. */
export async function allAlive(cluster: ProcessCluster): Promise<void> {
  for (const node of [...cluster.frontends, ...cluster.backends]) {
    expect(node.process.exitCode).toBeNull();
    await node.stats();
  }
}
