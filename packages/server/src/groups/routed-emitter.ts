import type { Clock } from "@volley/protocol/internal";
import { handled } from "../base/handled.js";
import { randomId } from "../base/ids.js";
import { actionBroadcaster } from "./action-broadcaster.js";
import { EVENT, NAMESPACE } from "./adapter-packet.js";
import { createPacketCodec } from "./packet-codec.js";
import { RoomChannels } from "./room-channels.js";
import type { RoomEmitterParts } from "./room-emitter.js";
import type { Broadcaster } from "./rooms.js";

/** Reaches rooms of nodes with routed adapters from a process that has none. */
export function routedEmitter({
  bus,
  key,
  counters,
  clock,
}: RoomEmitterParts & { readonly clock: Clock }): Broadcaster {
  const channels = new RoomChannels(key, clock);
  const codec = createPacketCodec(counters);
  const id = randomId();

  return actionBroadcaster((action, { rooms, only, except, type }) => {
    const data = [EVENT, action, { only, type }] as const;
    const message = codec.encode([id, { type: 2, nsp: NAMESPACE, data }, { rooms, except }]);
    return handled(bus.publish(channels.choose(rooms, action), message).then(() => {}));
  });
}
