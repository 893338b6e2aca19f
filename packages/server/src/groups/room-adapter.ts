import { createAdapter } from "@socket.io/redis-adapter";
import { Adapter } from "socket.io-adapter";
import type { Bus } from "../cluster/bus.js";
import type { BusCounters } from "../cluster/bus-counters.js";
import { BusClient } from "./bus-client.js";
import { createPacketCodec } from "./packet-codec.js";

/** Makes the adapter that keeps a node's rooms, and says when it hears the other nodes. */
export interface RoomAdapter {
  create(namespace: object): Adapter;
  /** Resolves when what other nodes do from now on gets here. Rejects with `UNAVAILABLE`. */
  ready(): Promise<void>;
}

/** Rooms of this node alone. */
export const localAdapter = (): RoomAdapter => ({
  create: (namespace) => new Adapter(namespace),
  ready: () => Promise.resolve(),
});

/** Rooms across nodes: Socket.IO's Redis adapter, over a bus. `key` is what its channels start with. */
export function busAdapter({ bus, key, counters }: { bus: Bus; key: string; counters: BusCounters }): RoomAdapter {
  const client = new BusClient(bus);
  return {
    create: createAdapter(client, client, { key, parser: createPacketCodec(counters) }),
    ready: () => client.ready(),
  };
}
