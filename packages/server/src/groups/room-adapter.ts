import { createAdapter } from "@socket.io/redis-adapter";
import type { Clock } from "@volley/protocol/internal";
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
  /** Resolves when what other nodes do to a room that a session is in gets here. Never rejects. */
  entered(room: string): Promise<void>;
}

/** Rooms of this node alone. */
export const localAdapter = (): RoomAdapter => ({
  create: (namespace) => new Adapter(namespace),
  ready: () => Promise.resolve(),
  entered: () => Promise.resolve(),
});

/** What rooms across nodes work with. `key` is what their channels start with. */
export interface BusAdapterParts {
  readonly bus: Bus;
  readonly key: string;
  readonly counters: BusCounters;
  readonly clock: Clock;
}

/** Rooms across nodes: Socket.IO's Redis adapter, over a bus. */
export function busAdapter({ bus, key, counters }: Omit<BusAdapterParts, "clock">): RoomAdapter {
  const client = new BusClient(bus);
  return {
    create: createAdapter(client, client, { key, parser: createPacketCodec(counters) }),
    ready: () => client.ready(),
    entered: () => Promise.resolve(),
  };
}
