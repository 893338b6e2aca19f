import { unsubscribe } from "../base/unsubscribe.js";
import type { Bus, BusReceiver } from "../cluster/bus.js";
import { AdapterRooms } from "./adapter-rooms.js";
import type { Audience, Rooms } from "./rooms.js";

/** What one node has of the net. */
interface Station {
  readonly rooms: AdapterRooms;
  readonly receivers: Set<{ readonly channel: string; readonly receive: BusReceiver }>;
  readonly listeners: Set<(up: boolean) => void>;
  up: boolean;
}

/**
 * The rooms and buses of some nodes, as a real bus joins them: what one node sends arrives everywhere in its order, but
 * what two nodes send may arrive in any. A test can hold messages up, delay them, and take a bus down.
 */
export class TestNet {
  readonly #stations = new Map<string, Station>();
  readonly #links = new Map<string, Promise<void>>();
  readonly #held = new Map<string, { readonly until: Promise<void>; readonly open: Set<string> }>();
  /** Waits before a message arrives. */
  delay: () => Promise<void> = () => Promise.resolve();

  /** Makes the rooms and the bus of a node. */
  join(name: string): { readonly rooms: Rooms; readonly bus: Bus } {
    const rooms = new AdapterRooms(({ payload }) => payload);
    this.#stations.set(name, { rooms, receivers: new Set(), listeners: new Set(), up: true });
    return { rooms: this.#linkedRooms(name, rooms), bus: this.#bus(name) };
  }

  /**
   * Holds up what a node sends and has not arrived yet, until the function returned is called; with `behindRooms` only
   * what comes behind the next change of rooms.
   */
  hold(from: string, { behindRooms = false } = {}): () => void {
    let release = (): void => {};
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#held.set(from, { until, open: new Set(behindRooms ? this.#stations.keys() : []) });
    return () => {
      this.#held.delete(from);
      release();
    };
  }

  /** Takes the bus of a node down: nothing comes through in either direction. Or up again. */
  setUp(name: string, up: boolean): void {
    const station = this.#stations.get(name);
    if (station === undefined) return;
    station.up = up;
    for (const listener of station.listeners) listener(up);
  }

  /** Waits until everything has arrived. */
  async settled(): Promise<void> {
    await Promise.all(this.#links.values());
  }

  #send(from: string, kind: "rooms" | "message", arrive: (to: Station) => unknown): void {
    if (this.#stations.get(from)?.up !== true) return;
    for (const [name, station] of this.#stations) {
      if (!station.up || (kind === "rooms" && name === from)) continue;
      const link = `${from} ${name}`;
      const before = this.#links.get(link) ?? Promise.resolve();
      const sent = before.then(async () => {
        const held = this.#held.get(from);
        if (held?.open.has(name) === false) await held.until;
        if (kind === "rooms") held?.open.delete(name);
        await this.delay();
        if (station.up) arrive(station);
      });
      this.#links.set(link, sent);
    }
  }

  #linkedRooms(name: string, own: AdapterRooms): Rooms {
    const both = (method: "joinAll" | "leaveAll") => {
      return async (audience: Audience, rooms: readonly string[]): Promise<void> => {
        await own[method](audience, rooms);
        this.#send(name, "rooms", (to) => void to.rooms[method](audience, rooms));
      };
    };
    return {
      open: (id, member) => own.open(id, member),
      close: (id) => own.close(id),
      join: (id, room) => own.join(id, room),
      leave: (id, room) => own.leave(id, room),
      broadcast: (packet, audience) => {
        own.broadcast(packet, audience);
        this.#send(name, "message", (to) => to.rooms !== own && to.rooms.broadcast(packet, audience));
      },
      enterAll: (audience, group) => own.enterAll(audience, group),
      exitAll: (audience, group) => own.exitAll(audience, group),
      kick: (audience, ending) => own.kick(audience, ending),
      ready: () => own.ready(),
      stop: () => own.stop(),
      joinAll: both("joinAll"),
      leaveAll: both("leaveAll"),
      sessionsIn: (rooms) => own.sessionsIn(rooms),
      roomsOf: (id) => own.roomsOf(id),
      isInAny: (id, rooms) => own.isInAny(id, rooms),
      onMove: (handler) => own.onMove(handler),
    };
  }

  #bus(name: string): Bus {
    const station = (): Station => this.#stations.get(name) as Station;
    return {
      get up() {
        return station().up;
      },
      listen: (channel, receive) => {
        const receiver = { channel, receive };
        station().receivers.add(receiver);
        return { inForce: Promise.resolve(), stop: unsubscribe(() => void station().receivers.delete(receiver)) };
      },
      subscribe: async (channel, receive) => {
        if (!station().up) throw new Error("the bus is down");
        const receiver = { channel, receive };
        station().receivers.add(receiver);
        return unsubscribe(() => void station().receivers.delete(receiver));
      },
      publish: async (channel, message) => {
        if (!station().up) throw new Error("the bus is down");
        this.#send(name, "message", ({ receivers }) => {
          for (const each of receivers) if (each.channel === channel) each.receive(message, channel);
        });
        return undefined;
      },
      onChange: (listener) => {
        station().listeners.add(listener);
        return unsubscribe(() => void station().listeners.delete(listener));
      },
    };
  }
}
