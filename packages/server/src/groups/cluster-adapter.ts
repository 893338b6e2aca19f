import type { Fanout } from "./fanout.js";
import { type BusAdapterParts, busAdapter, type RoomAdapter } from "./room-adapter.js";
import { roomEmitter } from "./room-emitter.js";
import type { Broadcaster } from "./rooms.js";
import { routedAdapter } from "./routed-adapter.js";
import { routedEmitter } from "./routed-emitter.js";

/** Makes what keeps a node's rooms among others. */
export function clusterAdapter(fanout: Fanout, parts: BusAdapterParts): RoomAdapter {
  return fanout === "sharded" ? routedAdapter(parts) : busAdapter(parts);
}

/** Makes what reaches these rooms from a process that has none. */
export function clusterEmitter(fanout: Fanout, parts: BusAdapterParts): Broadcaster {
  return fanout === "sharded" ? routedEmitter(parts) : roomEmitter(parts);
}
