/**
 * Picks the node for a key by rendezvous hashing (Thaler and Ravishankar, 1996): all nodes pick alike without talking
 * to each other, and a node that comes or goes moves only the keys that it gets or had. `nodes` must not be empty.
 */
export function rendezvous<T extends { readonly id: string }>(key: string, nodes: readonly T[]): T {
  let best: { readonly node: T; readonly score: number } | undefined;
  for (const node of nodes) {
    const score = scoreOf(`${node.id} ${key}`);
    if (best === undefined || score > best.score || (score === best.score && node.id > best.node.id)) {
      best = { node, score };
    }
  }
  if (best === undefined) throw new RangeError("there is no node to pick");
  return best.node;
}

/** FNV-1a (32 bit) with the finalizer of MurmurHash3, which spreads keys that differ in few characters. */
function scoreOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
