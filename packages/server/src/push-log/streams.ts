import { type Clock, type StreamPosition, systemError } from "@volley/protocol/internal";
import { handled } from "../base/handled.js";
import { Lanes } from "../base/lanes.js";
import type { Logger } from "../base/logger.js";
import { settledWithin } from "../base/settled-within.js";
import type { Tasks } from "../base/tasks.js";
import type { Bus } from "../cluster/bus.js";
import { EntryFrames, type FrameParts } from "./entry-frames.js";
import { LocalStream, type LocalStreamParts, type SnapshotSource } from "./local-stream.js";
import type { Appended, PushLog, ReadLimit } from "./push-log.js";
import type { StreamAppender, StreamAppendOptions } from "./stream-appender.js";
import { StreamCounts } from "./stream-counts.js";
import type { Arrival, StreamSession } from "./stream-member.js";
import type { Stream, StreamRules } from "./stream-rules.js";
import { StreamSweep } from "./stream-sweep.js";

/** Where a client stands in its streams, by what it calls them: a group's name, or "" for its user's own. */
export type ReturningPositions = ReadonlyMap<string, StreamPosition>;

/** What streams work with. */
export interface StreamsParts extends FrameParts {
  readonly log: PushLog;
  readonly rules: StreamRules;
  readonly snapshots: SnapshotSource;
  readonly sessionOf: (id: string) => StreamSession | undefined;
  readonly bus: Pick<Bus, "onChange">;
  readonly clock: Clock;
  readonly tasks: Tasks;
  readonly logger: Logger;
  /** How often it is looked whether something was lost, in ms. Default: 5,000. */
  readonly sweepMs?: number | undefined;
}

/** How long a session waits for its streams, in ms. */
const SETTLE_MS = 3_000;
/** How many members' missed entries are read at once. */
const READERS = { atOnce: 16, waiting: 100_000 };

/**
 * The streams of this node's sessions. A session gets the pushes of a stream as long as it is in one of its rooms: each
 * once, in the order of the log, whatever happens to connections, nodes and messages between; or it is told what is
 * missing. The log is listened to only for streams that have members here.
 */
export class Streams implements StreamAppender {
  /** What happened to streams here since the start. */
  readonly counts = new StreamCounts();
  readonly #parts: StreamsParts;
  readonly #local: LocalStreamParts;
  readonly #streams = new Map<string, LocalStream>();
  /** How sessions shall come to streams that they aren't in yet, by session and by what clients call the stream. */
  readonly #arrivals = new Map<string, Map<string, Arrival>>();
  /** The streams that a session is in, by what its client calls them. */
  readonly #bySession = new Map<string, Map<string, LocalStream>>();
  readonly #sweep: StreamSweep;
  #closed = false;

  constructor(parts: StreamsParts) {
    const { log, tasks, logger } = parts;
    const watch = (work: Promise<void>): void =>
      tasks.watch(
        "bringing streams up to date",
        // The sweep tries again.
        work.catch((error: unknown) => logger.debug("a stream can't be read now", { error })),
      );
    this.#parts = parts;
    this.#local = { ...parts, missed: { log, lanes: new Lanes(READERS) }, watch, counts: this.counts };
    this.#sweep = new StreamSweep({ ...parts, streams: () => this.#streams.values(), watch, counts: this.counts });
  }

  /** Writes a push to a stream; this node's members get it when it is there. Rejects with `UNAVAILABLE`. */
  async append(stream: Stream, bytes: Uint8Array, options: StreamAppendOptions = {}): Promise<Appended> {
    const appended = await this.#parts.log.append(stream.name, bytes, { ...options, keep: stream.keep });
    const { position, previousTag, duplicate } = appended;
    if (duplicate) this.counts.duplicates.add("append");
    if (!duplicate && position !== undefined) {
      this.#streams.get(stream.name)?.written({ ...position, previousTag, bytes });
    }
    return appended;
  }

  /** How many streams have members here. */
  get size(): number {
    return this.#streams.size;
  }

  /** Follows a session into a room, or out of it. */
  moved({ session, room, entered }: { session: string; room: string; entered: boolean }): void {
    // Its own room is the last that an ended session leaves.
    if (!entered && room === `s:${session}`) this.#arrivals.delete(session);
    const stream = this.#closed ? undefined : this.#parts.rules.ofRoom(room);
    if (stream === undefined) return;
    if (entered) this.#enter(session, room, stream);
    else this.#leave(session, room, stream);
  }

  /** Lets a session that joins a group get the newest entries first. Ask before it joins. */
  showLast(session: string, group: string, last: number): void {
    this.#expect(session, group, { type: "join", last });
  }

  /**
   * Lets a session that was away go on from where its client stands, in the streams that it is in and those that it
   * enters from now on until `settled`. Streams that the client doesn't know yet begin for it.
   */
  returning(session: string, positions: ReturningPositions): void {
    const present = this.#bySession.get(session);
    for (const [wire, from] of positions) {
      if (present?.has(wire) !== true) this.#expect(session, wire, { type: "return", from });
    }
    for (const [wire, local] of present ?? []) {
      const member = local.member(session);
      const from = positions.get(wire);
      const arrival: Arrival = from === undefined ? { type: "join", last: 0 } : { type: "return", from };
      if (member !== undefined) local.enter(member.session, arrival);
    }
  }

  /**
   * Waits until a session gets all its streams, or the one of a group. Rejects with `UNAVAILABLE` if the log can't be
   * asked within 3 s; then it is asked again from time to time.
   */
  async settled(session: string, group?: string): Promise<void> {
    const streams = [...(this.#bySession.get(session) ?? [])].filter(([wire]) => group === undefined || wire === group);
    if (group === undefined) this.#arrivals.delete(session);
    else this.#arrivals.get(session)?.delete(group);
    if (streams.length === 0) return;
    const settling = handled(Promise.all(streams.flatMap(([, local]) => local.member(session)?.settling ?? [])));
    const inTime = await settledWithin(settling, SETTLE_MS, this.#parts.clock);
    if (inTime) await settling;
    else throw systemError("UNAVAILABLE", "the log of pushes doesn't answer; try again soon");
  }

  /**
   * Makes the frames of the newest entries of a group that a session may see, the oldest first: those behind `since`, or
   * all that are kept. Rejects with `UNAVAILABLE`.
   */
  async newest(
    session: string,
    group: string,
    { count, bytes, since }: ReadLimit & { readonly since?: StreamPosition | undefined },
  ): Promise<readonly Uint8Array[]> {
    const { log, rules } = this.#parts;
    const stream = rules.ofGroup(group);
    if (stream === undefined) return [];
    const entries = await log.last(stream.name, { count, bytes }, since);
    return entries.flatMap((entry) => {
      return new EntryFrames(stream, entry, { ...this.#parts, replayed: true }).pushFor(session) ?? [];
    });
  }

  /** Ends everything that listens or waits. */
  close(): void {
    this.#closed = true;
    this.#sweep.stop();
    for (const stream of this.#streams.values()) stream.close();
    this.#streams.clear();
    this.#bySession.clear();
    this.#arrivals.clear();
  }

  #enter(sessionId: string, room: string, stream: Stream): void {
    const session = this.#parts.sessionOf(sessionId);
    if (session === undefined) return;
    const local = this.#streams.get(stream.name) ?? new LocalStream(stream, this.#local);
    this.#streams.set(stream.name, local);
    this.#sweep.start();
    const arrivals = this.#arrivals.get(sessionId);
    const arrival = arrivals?.get(stream.wire) ?? { type: "join", last: 0 };
    arrivals?.delete(stream.wire);
    const member = local.member(sessionId) ?? local.enter(session, arrival);
    member.rooms.add(room);
    this.#bySession.set(sessionId, (this.#bySession.get(sessionId) ?? new Map()).set(stream.wire, local));
  }

  /** One may be in a group twice: because the session joined, and as a member of its user's. */
  #leave(session: string, room: string, { name, wire }: Stream): void {
    const local = this.#streams.get(name);
    const member = local?.member(session);
    if (local === undefined || member === undefined) return;
    member.rooms.delete(room);
    if (member.rooms.size > 0) return;
    // One that isn't of this node any more takes its place along: told that it left, its client would forget it.
    local.leave(member, this.#parts.sessionOf(session) !== member.session);
    const own = this.#bySession.get(session);
    if (own?.delete(wire) === true && own.size === 0) this.#bySession.delete(session);
    if (!local.empty) return;
    local.close();
    this.#streams.delete(name);
    if (this.#streams.size === 0) this.#sweep.stop();
  }

  #expect(session: string, wire: string, arrival: Arrival): void {
    const arrivals = this.#arrivals.get(session) ?? new Map<string, Arrival>();
    this.#arrivals.set(session, arrivals.set(wire, arrival));
  }
}
