import type { Connection, Player, Wire } from "../driver/connection.js";

/** How many handshakes are under way at once. */
const AT_ONCE = 50;

/** What is connected where. */
export interface Seats {
  readonly wire: Wire;
  /** Clients are dealt out to them. */
  readonly ports: readonly number[];
  readonly clients: number;
  /** Members of each group: the first so many clients are group 0. */
  readonly groupSize: number;
  /** The number of the first client. */
  readonly from?: number;
}

/** Connects clients, each in its group, and resolves when all are members. */
export function connectAll({ wire, ports, clients, groupSize, from = 0 }: Seats): Promise<Connection[]> {
  return inBatches(clients, AT_ONCE, (index) => {
    const port = ports[index % ports.length] ?? 0;
    return wire.connect(port, playerOf(from + index, groupSize));
  });
}

export function playerOf(index: number, groupSize: number): Player {
  return { uid: `user-${index}`, group: Math.floor(index / groupSize) };
}

/** Does something for each index, so many at a time. */
export async function inBatches<T>(total: number, size: number, one: (index: number) => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let at = 0; at < total; at += size) {
    const length = Math.min(size, total - at);
    all.push(...(await Promise.all(Array.from({ length }, (_, n) => one(at + n)))));
  }
  return all;
}
