import type { Ending } from "@volley/protocol";
import { createSystemClock } from "@volley/protocol/internal";
import type { Bus } from "../cluster/bus.js";
import { BusCounts } from "../cluster/bus-counters.js";
import { AdapterRooms } from "./adapter-rooms.js";
import { clusterAdapter } from "./cluster-adapter.js";
import type { Fanout } from "./fanout.js";
import type { PushPacket } from "./rooms.js";

/** The contract of these nodes: one push, whose frames are its payload and group. */
const PUSH = "a.push";

/** A push with a text as its payload. */
export const pushOf = (text: string, changes: Partial<PushPacket> = {}): PushPacket => ({
  push: PUSH,
  rev: 1,
  payload: Buffer.from(text),
  group: undefined,
  ...changes,
});

/** What a node's rooms are made of. */
export interface RoomNodeOptions {
  readonly bus: Bus;
  readonly key: string;
  readonly type?: string;
  readonly fanout?: Fanout;
}

/** A node's rooms over a bus, with sessions that write down what happens to them. */
export class RoomNode {
  readonly counts = new BusCounts();
  readonly rooms: AdapterRooms;
  /** By session: the texts of its pushes, and how it ended. */
  readonly got: Record<string, string[]> = {};

  constructor({ bus, key, type, fanout = "classic" }: RoomNodeOptions) {
    const { counts: counters } = this;
    const makeFrame = ({ push, rev, payload, group }: PushPacket): Uint8Array | undefined => {
      if (push !== PUSH || rev !== 1) return undefined;
      return Buffer.concat([payload, Buffer.from(group === undefined ? "" : ` in ${group}`)]);
    };
    const adapter = clusterAdapter(fanout, { bus, key, counters, clock: createSystemClock() });
    this.rooms = new AdapterRooms(makeFrame, { adapter, type, counters });
  }

  /** Opens a session in some rooms; it is in them at once on its node, and for the others when this resolves. */
  async open(id: string, ...rooms: readonly string[]): Promise<void> {
    const got: string[] = [];
    this.got[id] = got;
    this.rooms.open(id, {
      deliver: (frame, delivery) => {
        const how = delivery === undefined ? "" : ` ${JSON.stringify(delivery)}`;
        got.push(`${Buffer.from(frame)}${how}`);
      },
      close: (ending: Ending) => {
        got.push(`ended: ${ending.reason} ${ending.text ?? ""}`.trim());
        this.rooms.close(id);
      },
      enter: ({ pattern, params }) => void got.push(`entered: ${pattern} ${JSON.stringify(params)}`),
      exit: ({ pattern, params }) => void got.push(`left: ${pattern} ${JSON.stringify(params)}`),
    });
    await Promise.all(rooms.map((room) => this.rooms.join(id, room)));
  }
}
