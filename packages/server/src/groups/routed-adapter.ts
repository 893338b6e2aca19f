import { Adapter, type BroadcastOptions } from "socket.io-adapter";
import { handled } from "../base/handled.js";
import { randomId } from "../base/ids.js";
import type { BusListening } from "../cluster/bus.js";
import type { AdapterMessage, AdapterPacket } from "./adapter-packet.js";
import { createPacketCodec, type PacketCodec } from "./packet-codec.js";
import type { BusAdapterParts, RoomAdapter } from "./room-adapter.js";
import { channelOfRoom, commonChannel, RoomChannels } from "./room-channels.js";

/** Rooms across nodes that listen only to the channels of users and groups that they have. */
export function routedAdapter(parts: BusAdapterParts): RoomAdapter {
  let adapter: RoutedAdapter | undefined;
  return {
    create: (namespace) => {
      adapter = new RoutedAdapter(namespace, parts);
      return adapter;
    },
    ready: async () => adapter?.ready(),
    entered: async (room) => adapter?.entered(room),
  };
}

/** A channel that is listened to as long as some room of this node needs it. */
interface Needed extends BusListening {
  rooms: number;
}

/** A Socket.IO adapter: what is done to rooms is done here at once, and told to the nodes that have any of them. */
class RoutedAdapter extends Adapter {
  readonly #parts: BusAdapterParts;
  readonly #codec: PacketCodec;
  /** By this others know what they said themselves. */
  readonly #id = randomId();
  readonly #channels: RoomChannels;
  readonly #needed = new Map<string, Needed>();
  #stop: (() => void) | undefined;

  constructor(namespace: object, parts: BusAdapterParts) {
    super(namespace);
    this.#parts = parts;
    this.#channels = new RoomChannels(parts.key, parts.clock);
    this.#codec = createPacketCodec(parts.counters);
    this.on("create-room", (room: string) => this.#need(room));
    this.on("delete-room", (room: string) => this.#release(room));
  }

  async ready(): Promise<void> {
    const { bus, key } = this.#parts;
    this.#stop ??= await bus.subscribe(commonChannel(key), (message) => this.#receive(message));
  }

  /** Resolves when what others do to a room of this node gets here. */
  async entered(room: string): Promise<void> {
    await this.#needed.get(channelOfRoom(this.#parts.key, room) ?? "")?.inForce;
  }

  override broadcast(packet: AdapterPacket, options: BroadcastOptions): void {
    const rooms = [...options.rooms];
    const message: AdapterMessage = [this.#id, packet, { rooms, except: [...(options.except ?? [])] }];
    const channel = this.#channels.choose(rooms, packet.data[1]);
    // The bus counts what it can't publish.
    void handled(this.#parts.bus.publish(channel, this.#codec.encode(message)));
    super.broadcast(packet, options);
  }

  override close(): void {
    this.#stop?.();
    for (const { stop } of this.#needed.values()) stop();
    this.#needed.clear();
  }

  #receive(message: Uint8Array): void {
    const [sender, packet, options] = this.#codec.decode(message);
    if (sender === this.#id || !("rooms" in options)) return;
    super.broadcast(packet, { rooms: new Set(options.rooms), except: new Set(options.except) });
  }

  #need(room: string): void {
    const channel = channelOfRoom(this.#parts.key, room);
    if (channel === undefined) return;
    const needed = this.#needed.get(channel);
    if (needed !== undefined) needed.rooms++;
    else
      this.#needed.set(channel, { rooms: 1, ...this.#parts.bus.listen(channel, (message) => this.#receive(message)) });
  }

  #release(room: string): void {
    const channel = channelOfRoom(this.#parts.key, room) ?? "";
    const needed = this.#needed.get(channel);
    if (needed === undefined || --needed.rooms > 0) return;
    needed.stop();
    this.#needed.delete(channel);
  }
}
