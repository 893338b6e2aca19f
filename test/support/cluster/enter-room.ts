import type { ProcessCluster } from "./start-cluster.js";

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Two clients on two frontends, in one room. */
export async function enterRoom(cluster: ProcessCluster) {
  const [a, b] = [await cluster.client("a", 0), await cluster.client("b", 1)];
  await Promise.all([a.request("room.enter", "r"), b.request("room.enter", "r")]);
  const seen = new Map<string, number>();
  b.onPush("room.said", ({ id }) => seen.set(id, (seen.get(id) ?? 0) + 1));
  let next = 0;
  /** Whether a message of the one reaches the other, over a backend and another frontend. */
  const getsThrough = async (): Promise<boolean> => {
    const id = `${next++}`;
    if (!(await a.request("room.say", { room: "r", id }).result()).ok) return false;
    const end = performance.now() + 500;
    while (!seen.has(id) && performance.now() < end) await pause(2);
    return seen.get(id) === 1;
  };
  return { a, b, getsThrough };
}
