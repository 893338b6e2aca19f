import { Adapter } from "socket.io-adapter";
import type { Audience, PushPacket, Rooms } from "./rooms.js";
import { sessionRoom } from "./rooms.js";

/** What an adapter broadcasts, as far as we fill it: an event's name and its arguments. */
interface AdapterPacket {
  readonly type: 2;
  readonly data: readonly [
    event: typeof EVENT,
    push: string,
    payload: Uint8Array,
    group: string | null,
    only: readonly string[] | null,
  ];
}

/** What a packet becomes on each node: a frame, and who of those that the adapter finds may have it. */
interface Delivery {
  readonly frame: Uint8Array;
  readonly only: readonly string[] | null;
}

/** The one event of Volley's that travels through adapters. */
const EVENT = "volley";

/** What an adapter sees in the place of a socket. */
interface Member {
  readonly id: string;
  readonly client: { writeToEngine(deliveries: readonly Delivery[]): void };
}

/** Makes a frame of a packet, once per node and broadcast; undefined if this node doesn't know the push. */
export type FrameMaker = (packet: PushPacket) => Uint8Array | undefined;

/**
 * Rooms kept by a Socket.IO adapter, whose "sockets" are our sessions. Sessions outlive sockets, and may come over
 * other transports; so the adapter works on a namespace of ours instead of Socket.IO's. It asks it for two things:
 * an encoder, which makes the frame once per broadcast, and `sockets.get(id).client.writeToEngine`, which here is
 * the session's outbox. What an adapter delivers thus keeps its order with replies, and shares their message.
 */
export class AdapterRooms implements Rooms {
  readonly #members = new Map<string, Member>();
  readonly #adapter: Adapter;

  constructor(makeFrame: FrameMaker) {
    this.#adapter = new Adapter({
      name: "/",
      sockets: this.#members,
      server: { encoder: { encode: (packet: AdapterPacket) => encode(packet, makeFrame) } },
    });
  }

  open(sessionId: string, deliver: (frame: Uint8Array) => void): void {
    const writeToEngine = (deliveries: readonly Delivery[]): void => {
      for (const { frame, only } of deliveries) if (only === null || this.#isInAny(sessionId, only)) deliver(frame);
    };
    this.#members.set(sessionId, { id: sessionId, client: { writeToEngine } });
    void this.#adapter.addAll(sessionId, new Set([sessionRoom(sessionId)]));
  }

  close(sessionId: string): void {
    this.#adapter.delAll(sessionId);
    this.#members.delete(sessionId);
  }

  async join(sessionId: string, room: string): Promise<void> {
    // A session that ended while its handler ran would otherwise stay in the room for ever.
    if (this.#members.has(sessionId)) await this.#adapter.addAll(sessionId, new Set([room]));
  }

  async leave(sessionId: string, room: string): Promise<void> {
    await this.#adapter.del(sessionId, room);
  }

  broadcast({ push, payload, group }: PushPacket, { rooms, only, except }: Audience): void {
    const packet: AdapterPacket = { type: 2, data: [EVENT, push, payload, group ?? null, only ?? null] };
    this.#adapter.broadcast(packet, { rooms: new Set(rooms), except: new Set(except) });
  }

  async joinAll(audience: Audience, rooms: readonly string[]): Promise<void> {
    for (const id of this.#sessionsOf(audience)) await this.#adapter.addAll(id, new Set(rooms));
  }

  async leaveAll(audience: Audience, rooms: readonly string[]): Promise<void> {
    for (const id of this.#sessionsOf(audience)) for (const room of rooms) await this.#adapter.del(id, room);
  }

  sessionsIn(rooms: readonly string[]): readonly string[] {
    return [...new Set(rooms.flatMap((room) => [...(this.#adapter.rooms.get(room) ?? [])]))];
  }

  roomsOf(sessionId: string): readonly string[] {
    return [...(this.#adapter.socketRooms(sessionId) ?? [])];
  }

  #sessionsOf({ rooms, only, except }: Audience): readonly string[] {
    const found = rooms.length === 0 ? [...this.#members.keys()] : this.sessionsIn(rooms);
    const excepted = new Set(this.sessionsIn(except));
    return found.filter((id) => !excepted.has(id) && (only === undefined || this.#isInAny(id, only)));
  }

  /** Adapters know unions of rooms only; the narrowing travels in the packet, so that it holds on every node. */
  #isInAny(sessionId: string, rooms: readonly string[]): boolean {
    const own = this.#adapter.socketRooms(sessionId);
    return own !== undefined && rooms.some((room) => own.has(room));
  }
}

function encode({ data: [, push, payload, group, only] }: AdapterPacket, makeFrame: FrameMaker): readonly Delivery[] {
  const frame = makeFrame({ push, payload, group: group ?? undefined });
  return frame === undefined ? [] : [{ frame, only }];
}
