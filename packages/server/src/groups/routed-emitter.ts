import type { Ending } from "@volley/protocol";
import type { Clock } from "@volley/protocol/internal";
import { handled } from "../base/handled.js";
import { randomId } from "../base/ids.js";
import type { Bus } from "../cluster/bus.js";
import { EVENT, NAMESPACE, type RoomAction } from "./adapter-packet.js";
import { createPacketCodec, type PacketCodec } from "./packet-codec.js";
import { RoomChannels } from "./room-channels.js";
import type { RoomEmitterParts } from "./room-emitter.js";
import type { Audience, Broadcaster, GroupRef, PushPacket } from "./rooms.js";

/** Reaches rooms of nodes with routed adapters from a process that has none. */
export class RoutedEmitter implements Broadcaster {
  readonly #bus: Bus;
  readonly #channels: RoomChannels;
  readonly #codec: PacketCodec;
  readonly #id = randomId();

  constructor({ bus, key, counters, clock }: RoomEmitterParts & { readonly clock: Clock }) {
    this.#bus = bus;
    this.#channels = new RoomChannels(key, clock);
    this.#codec = createPacketCodec(counters);
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
    const data = [EVENT, action, { only, type }] as const;
    const message = this.#codec.encode([this.#id, { type: 2, nsp: NAMESPACE, data }, { rooms, except }]);
    return handled(this.#bus.publish(this.#channels.choose(rooms, action), message).then(() => {}));
  }
}
