import type { NodeChange } from "./discovery.js";
import type { NodeInfo } from "./node-info.js";

/** Node id → what is known of it. */
export type KnownNodes = ReadonlyMap<string, NodeInfo>;

/**
 * Tells what is known after a listing, and what changed by it. `keepMissing`: nodes that are not listed stay; they
 * may not have had the time to be.
 */
export function nextNodes(
  known: KnownNodes,
  listed: KnownNodes,
  keepMissing: boolean,
): { readonly nodes: KnownNodes; readonly changes: readonly NodeChange[] } {
  const changes: NodeChange[] = [];
  const nodes = new Map<string, NodeInfo>();
  for (const [id, node] of known) {
    if (listed.has(id)) continue;
    if (keepMissing) nodes.set(id, node);
    else changes.push({ type: "left", node });
  }
  for (const [id, node] of listed) {
    const before = known.get(id);
    const same = before !== undefined && JSON.stringify(before) === JSON.stringify(node);
    nodes.set(id, same ? before : node);
    if (before === undefined) changes.push({ type: "joined", node });
    else if (!same) changes.push({ type: "changed", node });
  }
  return { nodes: new Map([...nodes].sort(([a], [b]) => (a < b ? -1 : 1))), changes };
}
