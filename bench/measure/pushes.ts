import type { Connection } from "../driver/connection.js";
import type { PacedPushes } from "../processes/server-commands.js";
import type { ServerProcess } from "../processes/server-process.js";
import { measured, perOperation, type Used, until } from "./measured.js";
import type { Sample } from "./sample.js";

/** Pushes by one server, and who gets them. */
export interface Pushing {
  /** The first one pushes. */
  readonly servers: readonly ServerProcess[];
  readonly clients: readonly Connection[];
  readonly pushes: PacedPushes;
  readonly deliveries: number;
}

/** Has a server push, and waits until all deliveries have come. */
export function pushed({ servers, clients, pushes, deliveries }: Pushing): Promise<Used> {
  const received = () => clients.reduce((sum, client) => sum + client.pushed, 0);
  const before = received();
  return measured(servers, async () => {
    await servers[0]?.ask(pushes);
    await until(`${deliveries} deliveries`, () => received() - before >= deliveries);
  });
}

/** Per delivery: CPU, and bytes at the clients' sockets. */
export async function deliver(pushing: Pushing): Promise<Sample> {
  const bytes = () => pushing.clients.reduce((sum, client) => sum + client.bytes.in, 0);
  const before = bytes();
  const used = await pushed(pushing);
  const bytesToClient = (bytes() - before) / pushing.deliveries;
  return { ...perOperation(used, pushing.deliveries), bytesToClient };
}
