import { Emitter } from "@socket.io/redis-emitter";
import { handled } from "../base/handled.js";
import type { Bus } from "../cluster/bus.js";
import type { BusCounters } from "../cluster/bus-counters.js";
import { actionBroadcaster } from "./action-broadcaster.js";
import { EVENT, type Narrowing, type RoomAction } from "./adapter-packet.js";
import { createPacketCodec } from "./packet-codec.js";
import type { Broadcaster } from "./rooms.js";

/** What an emitter works with. `key` is that of the nodes' rooms. */
export interface RoomEmitterParts {
  readonly bus: Bus;
  readonly key: string;
  readonly counters: BusCounters;
}

/** Reaches rooms from a process that has none: through Socket.IO's Redis emitter, over a bus. */
export function roomEmitter({ bus, key, counters }: RoomEmitterParts): Broadcaster {
  let published: Promise<unknown> = Promise.resolve();
  // The emitter drops the promise of what it publishes.
  const publish = (channel: string, message: Uint8Array): void => {
    published = bus.publish(channel, message);
  };
  const parser = createPacketCodec(counters);
  const emitter = new Emitter<{ [EVENT]: (action: RoomAction, narrowing: Narrowing) => void }>(
    { publish },
    { key, parser },
  );

  return actionBroadcaster((action, { rooms, only, except, type }) => {
    emitter
      .to([...rooms])
      .except([...except])
      .emit(EVENT, action, { only, type });
    return handled(published.then(() => {}));
  });
}
