import type { Serializer } from "@volley/protocol";
import { parse, type RouteTable, systemError } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import { type Audience, type Broadcaster, frameDelivery, type PushPacket } from "../groups/rooms.js";
import type { LiveSession } from "../session/live-session.js";
import { deliveryOf } from "./delivery-of.js";
import { framePush } from "./frame-push.js";

/** What a pusher works with. */
export interface PusherParts {
  readonly table: RouteTable;
  readonly serializer: Serializer;
  readonly rooms: Broadcaster;
  readonly logger: Logger;
  /** Whether data is held against the push's schema before it is sent. */
  readonly check: boolean;
}

/** The group that a push goes to, if it goes to one. */
export interface PushScope {
  /** Its name, which receivers are told. */
  readonly group?: string | undefined;
  /** The pushes that the contract lets go there; left out: all. */
  readonly allowed?: readonly string[] | undefined;
}

/** Takes a push that was checked and encoded. A promise says that it is on its way. */
type Deliver = (packet: PushPacket) => void | Promise<void>;

/** Sends pushes: makes their bytes once and hands them to a session, or to rooms. */
export class Pusher {
  readonly #parts: PusherParts;
  /** The last push whose schema is asynchronous and not done; later ones wait for it. */
  #waiting: Promise<void> | undefined;

  constructor(parts: PusherParts) {
    this.#parts = parts;
  }

  /** Pushes to one session. */
  toSession(session: LiveSession, push: string, data: unknown, target: PushScope = {}): Promise<void> {
    return this.send(push, data, target, (packet) => {
      const frame = framePush(this.#parts.table, packet);
      if (frame !== undefined) session.send(frame, frameDelivery(packet));
    });
  }

  /** Pushes to everybody in an audience. */
  toRooms(push: string, data: unknown, target: Audience & PushScope): Promise<void> {
    return this.send(push, data, target, (packet) => this.#parts.rooms.broadcast(packet, target));
  }

  /**
   * Checks and encodes, then delivers: at once if the schema is synchronous and nothing waits, so pushes leave in the
   * order written. A failure is logged and marked as handled, so that a push that nobody awaits can't end the process.
   */
  send(push: string, data: unknown, scope: PushScope, deliver: Deliver): Promise<void> {
    const way: { arrival: void | Promise<void> } = { arrival: undefined };
    const run = (): void | Promise<void> =>
      this.#checkAndDeliver(push, data, scope, (packet) => {
        way.arrival = deliver(packet);
      });
    const sent = this.#waiting === undefined ? attempt(run) : this.#waiting.then(run);
    if (sent !== undefined) this.#waitFor(sent);
    else if (way.arrival === undefined) return Promise.resolve();
    // On its way it keeps its place: only who pushed waits for its arrival, not the pushes behind it.
    const done = sent === undefined ? Promise.resolve(way.arrival) : sent.then(() => way.arrival);
    done.catch((error: unknown) => this.#parts.logger.error(`the push ${push} was not sent`, { error }));
    return done;
  }

  #checkAndDeliver(
    push: string,
    data: unknown,
    { group, allowed }: PushScope,
    deliver: (packet: PushPacket) => void,
  ): void | Promise<void> {
    const { table, serializer, check } = this.#parts;
    const entry = table.pushes.get(push);
    if (entry === undefined) throw systemError("BAD_REQUEST", `the contract has no push "${push}"`);
    if (allowed !== undefined && !allowed.includes(push)) {
      throw systemError("BAD_REQUEST", `the contract doesn't let "${push}" go to the group "${group}"`);
    }
    const { rev } = entry.definition;
    const send = (): void => {
      const payload = serializer.encode(data, { kind: "push", name: push });
      deliver({ push, rev, payload, group, delivery: deliveryOf(entry.definition, data) });
    };
    const checked = check ? parse(entry.definition.data, data, `the data of the push ${push}`) : undefined;
    return checked instanceof Promise ? checked.then(send) : send();
  }

  /** Keeps later pushes from overtaking one whose schema takes time, or that waits for such a one. */
  #waitFor(push: Promise<void>): void {
    const over = (): void => {
      if (this.#waiting === waiting) this.#waiting = undefined;
    };
    const waiting: Promise<void> = push.then(over, over);
    this.#waiting = waiting;
  }
}

/** Runs something now: undefined when it is over at once, a rejection when it throws. */
function attempt(run: () => void | Promise<void>): Promise<void> | undefined {
  try {
    return run() ?? undefined;
  } catch (error) {
    return Promise.reject(error);
  }
}
