import { type Serializer, VolleyError } from "@volley/protocol";
import { parse, type RouteTable, systemError } from "@volley/protocol/internal";
import { handled } from "../base/handled.js";
import type { Logger } from "../base/logger.js";
import {
  type Audience,
  type Broadcaster,
  frameDelivery,
  groupRoom,
  memberRoom,
  type PushPacket,
} from "../groups/rooms.js";
import { encodeKeptPush } from "../push-log/log-entry-codec.js";
import type { StreamAppender, StreamAppendOptions } from "../push-log/stream-appender.js";
import type { Stream, StreamRules } from "../push-log/stream-rules.js";
import type { LiveSession } from "../session/live-session.js";
import type { WatchCall } from "../traces/watch-calls.js";
import { deliveryOf } from "./delivery-of.js";
import { framePush } from "./frame-push.js";
import { type Published, publishedBy } from "./published.js";

/** What a pusher works with. */
export interface PusherParts {
  readonly table: RouteTable;
  readonly serializer: Serializer;
  readonly rooms: Broadcaster;
  /** Where pushes go that are kept. */
  readonly streams: { readonly rules: StreamRules; readonly appender: StreamAppender };
  readonly logger: Logger;
  /** Whether data is held against the push's schema before it is sent. */
  readonly check: boolean;
  /** Called for each push that is sent. */
  readonly counted?: ((push: string, delivery: string) => void) | undefined;
  /** Follows pushes on their way out; left out: nobody wants to know. */
  readonly watch?: WatchCall | undefined;
}

/** The group that a push goes to, if it goes to one. */
export interface PushScope {
  /** Its name, which receivers are told. */
  readonly group?: string | undefined;
  /** The pushes that the contract lets go there; left out: all. */
  readonly allowed?: readonly string[] | undefined;
  /** Whether it goes to streams, which keep it. */
  readonly kept?: boolean | undefined;
}

/** Who of those in a stream gets a push, and how it is written. */
export interface StreamTarget extends PushScope {
  readonly only?: readonly string[] | undefined;
  readonly except: readonly string[];
  readonly type?: string | undefined;
  readonly options?: StreamAppendOptions | undefined;
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

  /** Whether a push is kept and replayed: then it goes to streams. */
  keeps(push: string): boolean {
    return this.#parts.table.pushes.get(push)?.definition.delivery === "replay";
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

  /** Pushes to a group: through its stream if the push is kept, else through its rooms. */
  toGroup(push: string, data: unknown, target: StreamTarget & { readonly group: string }): Promise<Published | void> {
    const { group } = target;
    if (!this.keeps(push)) return this.toRooms(push, data, { ...target, rooms: [groupRoom(group), memberRoom(group)] });
    const stream = this.#parts.streams.rules.ofGroup(group);
    return handled(
      this.#toStreams(push, data, { ...target, streams: stream === undefined ? [] : [stream] }).then(first),
    );
  }

  /** Pushes to users, each through a stream of its own; tells of each in their order. */
  toUsers(
    push: string,
    data: unknown,
    target: StreamTarget & { readonly uids: readonly string[] },
  ): Promise<readonly Published[]> {
    const streams = target.uids.flatMap((uid) => this.#parts.streams.rules.ofUser(uid) ?? []);
    return handled(this.#toStreams(push, data, { ...target, streams }));
  }

  /** Makes the frame of a push that somebody else sends. Rejects as the push would. */
  async frame(push: string, data: unknown, scope: PushScope): Promise<Uint8Array | undefined> {
    let frame: Uint8Array | undefined;
    await this.send(push, data, scope, (packet) => {
      frame = framePush(this.#parts.table, packet);
    });
    return frame;
  }

  /** Each append is tried whatever becomes of the others, and fails this as a whole. */
  async #toStreams(
    push: string,
    data: unknown,
    target: StreamTarget & { readonly streams: readonly Stream[] },
  ): Promise<readonly Published[]> {
    const { streams, only, except, type, options } = target;
    let published: readonly Published[] = [];
    await this.send(push, data, { ...target, kept: true }, async ({ rev, payload, trace }) => {
      const bytes = encodeKeptPush({ push, rev, only, except, type, trace, payload });
      const { appender } = this.#parts.streams;
      const appends = streams.map((stream) => appender.append(stream, bytes, options));
      await Promise.allSettled(appends);
      published = (await Promise.all(appends)).map(publishedBy);
    });
    return published;
  }

  /**
   * Checks and encodes, then delivers: at once if the schema is synchronous and nothing waits, so pushes leave in the
   * order written. A failure is logged and marked as handled, so that a push that nobody awaits can't end the process.
   */
  send(push: string, data: unknown, scope: PushScope, deliver: Deliver): Promise<void> {
    const way: { arrival: void | Promise<void> } = { arrival: undefined };
    const watched = this.#parts.watch?.({ name: push, parent: undefined });
    const run = (): void | Promise<void> =>
      this.#checkAndDeliver(push, data, scope, (packet) => {
        way.arrival = deliver(watched === undefined ? packet : { ...packet, trace: watched.trace });
      });
    const sent = this.#waiting === undefined ? attempt(run) : this.#waiting.then(run);
    if (sent !== undefined) this.#waitFor(sent);
    else if (way.arrival === undefined) {
      watched?.over("ok");
      return Promise.resolve();
    }
    // On its way it keeps its place: only who pushed waits for its arrival, not the pushes behind it.
    const done = sent === undefined ? Promise.resolve(way.arrival) : sent.then(() => way.arrival);
    done.then(
      () => watched?.over("ok"),
      (error: unknown) => {
        watched?.over(VolleyError.from(error).code);
        this.#parts.logger.error(`the push ${push} was not sent`, { error });
      },
    );
    return done;
  }

  #checkAndDeliver(
    push: string,
    data: unknown,
    { group, allowed, kept = false }: PushScope,
    deliver: (packet: PushPacket) => void,
  ): void | Promise<void> {
    const { table, serializer, check } = this.#parts;
    const entry = table.pushes.get(push);
    if (entry === undefined) throw systemError("BAD_REQUEST", `the contract has no push "${push}"`);
    if (allowed !== undefined && !allowed.includes(push)) {
      throw systemError("BAD_REQUEST", `the contract doesn't let "${push}" go to the group "${group}"`);
    }
    const { rev, delivery } = entry.definition;
    if (delivery === "replay" && !kept) {
      throw systemError("BAD_REQUEST", `the push "${push}" is kept for replay: push it to a group, or to users`);
    }
    const send = (): void => {
      const payload = serializer.encode(data, { kind: "push", name: push });
      this.#parts.counted?.(push, delivery);
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

function first([published]: readonly Published[]): Published | void {
  return published;
}

/** Runs something now: undefined when it is over at once, a rejection when it throws. */
function attempt(run: () => void | Promise<void>): Promise<void> | undefined {
  try {
    return run() ?? undefined;
  } catch (error) {
    return Promise.reject(error);
  }
}
