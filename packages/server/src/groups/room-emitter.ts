import { Emitter } from "@socket.io/redis-emitter";
import type { Ending } from "@volley/protocol";
import { handled } from "../base/handled.js";
import type { Bus } from "../cluster/bus.js";
import type { BusCounters } from "../cluster/bus-counters.js";
import { EVENT, type Narrowing, type RoomAction } from "./adapter-packet.js";
import { createPacketCodec } from "./packet-codec.js";
import type { Audience, Broadcaster, GroupRef, PushPacket } from "./rooms.js";

/** What an emitter works with. `key` is that of the nodes' rooms. */
export interface RoomEmitterParts {
  readonly bus: Bus;
  readonly key: string;
  readonly counters: BusCounters;
}

/** Reaches rooms from a process that has none: through Socket.IO's Redis emitter, over a bus. */
export class RoomEmitter implements Broadcaster {
  readonly #emitter: Emitter<{ [EVENT]: (action: RoomAction, narrowing: Narrowing) => void }>;
  #published: Promise<unknown> = Promise.resolve();

  constructor({ bus, key, counters }: RoomEmitterParts) {
    // The emitter drops the promise of what it publishes.
    const publish = (channel: string, message: Uint8Array): void => {
      this.#published = bus.publish(channel, message);
    };
    this.#emitter = new Emitter({ publish }, { key, parser: createPacketCodec(counters) });
  }

  /** Resolves when Redis has it. Rejects with `UNAVAILABLE`. */
  broadcast(packet: PushPacket, audience: Audience): Promise<void> {
    return this.#do({ kind: "push", packet }, audience);
  }

  kick(audience: Audience, ending: Ending): Promise<void> {
    return this.#do({ kind: "end", ending }, audience);
  }

  joinAll(audience: Audience, rooms: readonly string[]): Promise<void> {
    return this.#do({ kind: "join", rooms }, audience);
  }

  leaveAll(audience: Audience, rooms: readonly string[]): Promise<void> {
    return this.#do({ kind: "leave", rooms }, audience);
  }

  enterAll(audience: Audience, group: GroupRef): Promise<void> {
    return this.#do({ kind: "enter", group }, audience);
  }

  exitAll(audience: Audience, group: GroupRef): Promise<void> {
    return this.#do({ kind: "exit", group }, audience);
  }

  #do(action: RoomAction, { rooms, only, except, type }: Audience): Promise<void> {
    this.#emitter
      .to([...rooms])
      .except([...except])
      .emit(EVENT, action, { only, type });
    return handled(this.#published.then(() => {}));
  }
}
