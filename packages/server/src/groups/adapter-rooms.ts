import type { Ending } from "@volley/protocol";
import type { Adapter } from "socket.io-adapter";
import { type BusCounters, BusCounts } from "../cluster/bus-counters.js";
import { type AdapterPacket, EVENT, NAMESPACE, type RoomAction } from "./adapter-packet.js";
import { withLeanApply } from "./lean-apply.js";
import { localAdapter, type RoomAdapter } from "./room-adapter.js";
import type { Audience, GroupRef, PushPacket, RoomMember, RoomMove, Rooms } from "./rooms.js";
import { frameDelivery, sessionRoom } from "./rooms.js";

/** What a packet becomes on each node: what to do to a session, and to which of those that the adapter finds. */
interface Delivery {
  readonly only: readonly string[] | undefined;
  readonly act: (member: RoomMember, sessionId: string) => void;
}

/** What an adapter sees in the place of a socket, and of its client. */
class AdapterSocket {
  readonly id: string;
  readonly client = this;
  readonly member: RoomMember;
  readonly #rooms: Pick<Rooms, "isInAny">;

  constructor(id: string, member: RoomMember, rooms: Pick<Rooms, "isInAny">) {
    this.id = id;
    this.member = member;
    this.#rooms = rooms;
  }

  writeToEngine(deliveries: readonly Delivery[]): void {
    for (const { only, act } of deliveries) {
      if (only === undefined || this.#rooms.isInAny(this.id, only)) act(this.member, this.id);
    }
  }
}

/** Makes a frame of a packet, once per node and broadcast; undefined if this node doesn't know the push. */
export type FrameMaker = (packet: PushPacket) => Uint8Array | undefined;

/** How rooms stand among others. */
export interface AdapterRoomsOptions {
  /** Default: the rooms of this node alone. */
  readonly adapter?: RoomAdapter | undefined;
  /** This node's type. Default: none, which no audience of a type means. */
  readonly type?: string | undefined;
  readonly counters?: BusCounters | undefined;
}

/**
 * Rooms kept by a Socket.IO adapter, whose "sockets" are our sessions. Sessions outlive sockets, and may come over
 * other transports; so the adapter works on a namespace of ours instead of Socket.IO's. It asks it for two things:
 * an encoder, which makes the frame once per broadcast, and `sockets.get(id).client.writeToEngine`, which here is
 * the session's outbox. What an adapter delivers thus keeps its order with replies, and shares their message.
 *
 * Kicks, joins and leaves take the same way as pushes instead of the adapter's own commands, which act through Redis
 * even on local sockets, and in no order with pushes.
 */
export class AdapterRooms implements Rooms {
  readonly #sockets = new Map<string, AdapterSocket>();
  readonly #makeFrame: FrameMaker;
  readonly #type: string | undefined;
  readonly #counters: BusCounters;
  readonly #source: RoomAdapter;
  readonly #adapter: Adapter;

  constructor(makeFrame: FrameMaker, options: AdapterRoomsOptions = {}) {
    const { adapter = localAdapter(), type, counters = new BusCounts() } = options;
    this.#makeFrame = makeFrame;
    this.#type = type;
    this.#counters = counters;
    this.#source = adapter;
    this.#adapter = withLeanApply(
      adapter.create({
        name: NAMESPACE,
        sockets: this.#sockets,
        server: { encoder: { encode: (packet: AdapterPacket) => this.#encode(packet) } },
      }),
    );
  }

  open(sessionId: string, member: RoomMember): void {
    this.#sockets.set(sessionId, new AdapterSocket(sessionId, member, this));
    void this.#adapter.addAll(sessionId, new Set([sessionRoom(sessionId)]));
  }

  close(sessionId: string): void {
    // Its own room last: who follows its moves then knows that it is gone.
    for (const room of this.roomsOf(sessionId))
      if (room !== sessionRoom(sessionId)) void this.#adapter.del(sessionId, room);
    this.#adapter.delAll(sessionId);
    this.#sockets.delete(sessionId);
  }

  async join(sessionId: string, room: string): Promise<void> {
    this.#join(sessionId, [room]);
    await this.#source.entered(room);
  }

  async leave(sessionId: string, room: string): Promise<void> {
    this.#leave(sessionId, [room]);
  }

  broadcast(packet: PushPacket, audience: Audience): void {
    this.#do({ kind: "push", packet }, audience);
  }

  kick(audience: Audience, ending: Ending): void {
    this.#do({ kind: "end", ending }, audience);
  }

  async joinAll(audience: Audience, rooms: readonly string[]): Promise<void> {
    this.#do({ kind: "join", rooms }, audience);
  }

  async leaveAll(audience: Audience, rooms: readonly string[]): Promise<void> {
    this.#do({ kind: "leave", rooms }, audience);
  }

  async enterAll(audience: Audience, group: GroupRef): Promise<void> {
    this.#do({ kind: "enter", group }, audience);
  }

  async exitAll(audience: Audience, group: GroupRef): Promise<void> {
    this.#do({ kind: "exit", group }, audience);
  }

  sessionsIn(rooms: readonly string[]): readonly string[] {
    return [...new Set(rooms.flatMap((room) => [...(this.#adapter.rooms.get(room) ?? [])]))];
  }

  onMove(handler: (move: RoomMove) => void): void {
    this.#adapter.on("join-room", (room: string, session: string) => handler({ session, room, entered: true }));
    this.#adapter.on("leave-room", (room: string, session: string) => handler({ session, room, entered: false }));
  }

  ready(): Promise<void> {
    return this.#source.ready();
  }

  stop(): void {
    void this.#adapter.close();
  }

  #do(action: RoomAction, { rooms, only, except, type }: Audience): void {
    const packet: AdapterPacket = { type: 2, data: [EVENT, action, { only, type }] };
    this.#adapter.broadcast(packet, { rooms: new Set(rooms), except: new Set(except) });
  }

  #encode({ data: [, action, { only, type }] }: AdapterPacket): readonly Delivery[] {
    if (type !== undefined && type !== this.#type) return [];
    const act = this.#actOf(action);
    if (act !== undefined) return [{ only, act }];
    this.#counters.messageDropped();
    return [];
  }

  #actOf(action: RoomAction): Delivery["act"] | undefined {
    switch (action.kind) {
      case "push": {
        const frame = this.#makeFrame(action.packet);
        const delivery = frameDelivery(action.packet);
        return frame && ((member) => member.deliver(frame, delivery));
      }
      case "end":
        return (member) => member.close(action.ending);
      case "join":
        return (_, sessionId) => this.#join(sessionId, action.rooms);
      case "leave":
        return (_, sessionId) => this.#leave(sessionId, action.rooms);
      case "enter":
        return (member) => member.enter(action.group);
      case "exit":
        return (member) => member.exit(action.group);
    }
  }

  #join(sessionId: string, rooms: readonly string[]): void {
    // A session that ended while its handler ran would otherwise stay in the rooms for ever.
    if (this.#sockets.has(sessionId)) void this.#adapter.addAll(sessionId, new Set(rooms));
  }

  #leave(sessionId: string, rooms: readonly string[]): void {
    for (const room of rooms) {
      void this.#adapter.del(sessionId, room);
      this.#sockets.get(sessionId)?.member.left?.(room);
    }
  }

  roomsOf(sessionId: string): readonly string[] {
    return [...(this.#adapter.socketRooms(sessionId) ?? [])];
  }

  isInAny(sessionId: string, rooms: readonly string[]): boolean {
    const own = this.#adapter.socketRooms(sessionId);
    return own !== undefined && rooms.some((room) => own.has(room));
  }
}
