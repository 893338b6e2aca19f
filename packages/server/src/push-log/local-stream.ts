import type { StreamPosition } from "@volley/protocol/internal";
import { handled } from "../base/handled.js";
import { CursorCounts } from "./cursor-counts.js";
import { EntryFrames, type FrameParts, positionFrame } from "./entry-frames.js";
import { isSame, type MissedReader, readMissed } from "./missed-entries.js";
import type { GapReason, LogEntry, PushLog } from "./push-log.js";
import type { StreamCounts } from "./stream-counts.js";
import { type CursorEvent, type CursorNews, nextCursor, STARTING, type StreamCursor } from "./stream-cursor.js";
import { type Arrival, type SnapshotReason, StreamMember, type StreamSession } from "./stream-member.js";
import type { Stream } from "./stream-rules.js";

/** Where members get the state of their group from, when entries alone can't tell it. */
export interface SnapshotSource {
  /** Whether the app has a state to tell. */
  has(group: string): boolean;
  /** Makes the frame that tells it to one member; undefined: there is nothing to tell. Never rejects; bounded. */
  frameFor(session: StreamSession, group: string, reason: SnapshotReason): Promise<Uint8Array | undefined>;
}

/** What a stream on a node works with. */
export interface LocalStreamParts extends FrameParts {
  readonly log: PushLog;
  /** Reads what one member missed. */
  readonly missed: MissedReader;
  readonly snapshots: SnapshotSource;
  /** Takes work that nobody awaits; it rejects only with `UNAVAILABLE`. */
  readonly watch: (work: Promise<void>) => void;
  readonly counts?: StreamCounts | undefined;
}

/** How much a repair reads at once. */
const CHUNK = { count: 200, bytes: 262_144 };
/** How much of the newest entries is sent to one who joins, in bytes. */
const LAST_BYTES = 1_048_576;

/** One stream on one node: its place in it, and the sessions that get it. */
export class LocalStream {
  readonly stream: Stream;
  readonly #parts: LocalStreamParts;
  readonly #members = new Map<string, StreamMember>();
  #cursor: StreamCursor = STARTING;
  #starting: Promise<void> | undefined;
  #stopListening: (() => void) | undefined;
  readonly #counts: CursorCounts | undefined;
  #closed = false;

  constructor(stream: Stream, parts: LocalStreamParts) {
    this.stream = stream;
    this.#parts = parts;
    this.#counts = parts.counts && new CursorCounts(parts.counts);
  }

  /** Whether it knows its place. */
  get started(): boolean {
    return this.#cursor.status !== "starting";
  }

  get empty(): boolean {
    return this.#members.size === 0;
  }

  member(sessionId: string): StreamMember | undefined {
    return this.#members.get(sessionId);
  }

  /** Takes a session in. Its `settling` rejects with `UNAVAILABLE` if it can't be brought here now. */
  enter(session: StreamSession, arrival: Arrival): StreamMember {
    // One who is in and comes back from elsewhere is a new member: what was begun for the old one ends.
    const member = new StreamMember(session, arrival, this.#members.get(session.id)?.rooms);
    this.#members.set(session.id, member);
    this.bring(member);
    return member;
  }

  /** Takes a session out, and tells its client that it needn't go on here; `silently` when it is to go on elsewhere. */
  leave(member: StreamMember, silently: boolean): void {
    this.#members.delete(member.session.id);
    if (!silently && member.position !== undefined)
      member.session.send(positionFrame("left", member.position, this.stream));
  }

  /** Brings a member that is away to where the stream is. */
  bring(member: StreamMember): void {
    const { arrival } = member;
    if (member.status !== "away" || arrival === undefined) return;
    member.hold(arrival);
    const settling = new Promise<void>((resolve, reject) => {
      const brought = this.#bring(member, arrival, resolve);
      brought.then(resolve, reject);
      this.#parts.watch(brought);
    });
    member.settling = handled(settling);
  }

  /** Tries again what failed: to start, and to bring members here. */
  retry(): void {
    for (const member of this.#members.values()) this.bring(member);
  }

  /** Learns where the stream ends, or ended a moment ago. */
  topIs(top: StreamPosition): void {
    this.#apply({ type: "top", top });
  }

  /** Takes an entry that this node wrote, before the log tells of it. */
  written(entry: LogEntry): void {
    this.#apply({ type: "written", entry });
  }

  close(): void {
    this.#closed = true;
    this.#stopListening?.();
    this.#members.clear();
  }

  /** `arrived` is called when it has its place: nobody waits for the state of its group, which the app makes. */
  async #bring(member: StreamMember, arrival: Arrival, arrived: () => void): Promise<void> {
    try {
      await this.#start();
      let next: Arrival | undefined = arrival;
      while (next !== undefined && this.#has(member)) {
        // What came since it was asked to come waits already.
        if (member.status !== "coming") member.hold(next);
        const reason = await this.#arrive(member, next);
        arrived();
        if (reason !== undefined) await this.#sendSnapshot(member, reason);
        next = this.#release(member);
      }
    } catch (error) {
      if (this.#has(member)) member.sendAway(member.arrival ?? arrival);
      throw error;
    }
  }

  /** Brings a member to its place; tells why it needs the state of its group, if it does. */
  #arrive(member: StreamMember, arrival: Arrival): Promise<SnapshotReason | undefined> {
    if (arrival.type === "join") return this.#join(member, arrival.last);
    return arrival.type === "return" ? this.#goOn(member, arrival.from) : Promise.resolve(arrival.reason);
  }

  /** First it listens, then it asks where the stream ends: whatever is written later will be told. */
  #start(): Promise<void> {
    if (this.started) return Promise.resolve();
    this.#starting ??= this.#listen().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  async #listen(): Promise<void> {
    const { log } = this.#parts;
    const { name, keep } = this.stream;
    this.#stopListening ??= await log.listen(name, (entry) => this.#apply({ type: "told", entry }));
    if (this.#closed) return this.#stopListening();
    const [top] = await log.tops([{ stream: name, keep }]);
    if (top !== undefined) this.topIs(top);
  }

  #has(member: StreamMember): boolean {
    return !this.#closed && this.#members.get(member.session.id) === member;
  }

  /** The newest entries go before the news of the place: a client takes none that comes after its place. */
  async #join(member: StreamMember, last: number): Promise<SnapshotReason | undefined> {
    if (this.#cursor.status === "starting") return undefined;
    member.position = this.#cursor.head;
    if (last > 0) {
      const limit = { count: last, bytes: LAST_BYTES };
      const entries = await this.#parts.log.last(this.stream.name, limit);
      if (!this.#has(member)) return undefined;
      for (const entry of entries) {
        const frames = new EntryFrames(this.stream, entry, { ...this.#parts, replayed: true });
        const frame = frames.pushFor(member.session.id);
        if (frame !== undefined) member.session.send(frame);
        member.position = frames.position;
      }
    }
    member.session.send(positionFrame("joined", member.position, this.stream));
    return "joined";
  }

  async #goOn(member: StreamMember, from: StreamPosition): Promise<SnapshotReason | undefined> {
    if (this.#cursor.status === "starting") return undefined;
    const { session } = member;
    const missed = await readMissed(this.#parts.missed, { stream: this.stream, from, head: this.#cursor.head });
    if (!this.#has(member)) return undefined;
    if (missed.type === "gap") {
      member.position = missed.top;
      this.#parts.counts?.unrepaired.add(missed.reason);
      session.replay(positionFrame(missed.reason, missed.top, this.stream));
      // What this member can't have may be what this node hasn't noticed yet.
      this.topIs(missed.top);
      return missed.reason;
    }
    member.position = from;
    for (const entry of missed.entries) {
      const frames = new EntryFrames(this.stream, entry, { ...this.#parts, replayed: true });
      session.replay(frames.frameFor(session.id));
      if (this.#parts.counts !== undefined) this.#parts.counts.replayed++;
      member.position = frames.position;
    }
    return undefined;
  }

  async #sendSnapshot(member: StreamMember, reason: SnapshotReason): Promise<void> {
    const { snapshots } = this.#parts;
    if (!snapshots.has(this.stream.wire)) return;
    const frame = await snapshots.frameFor(member.session, this.stream.wire, reason);
    if (frame !== undefined && this.#has(member)) member.session.send(frame);
  }

  /** Sends what waited; tells how to go on if more came than could wait. */
  #release(member: StreamMember): Arrival | undefined {
    const { entries, complete } = member.release();
    if (!this.#has(member)) return undefined;
    for (const entry of entries) this.#send(member, new EntryFrames(this.stream, entry, this.#framing));
    return complete || member.position === undefined ? undefined : { type: "return", from: member.position };
  }

  get #framing(): FrameParts & { readonly replayed: boolean } {
    return { ...this.#parts, replayed: false };
  }

  #send(member: StreamMember, frames: EntryFrames): void {
    member.session.send(frames.frameFor(member.session.id));
    member.position = frames.position;
  }

  #apply(event: CursorEvent): void {
    if (this.#closed) return;
    const step = nextCursor(this.#cursor, event);
    this.#counts?.note(this.#cursor, event, step);
    const { cursor, news, repair } = step;
    this.#cursor = cursor;
    for (const each of news) this.#tell(each);
    if (repair) this.#parts.watch(this.#repair());
  }

  /** Reads what this node missed: once for all its members, and once at a time, since the cursor asks only then. */
  async #repair(): Promise<void> {
    if (this.#cursor.status !== "repairing") return;
    try {
      const read = await this.#parts.log.read(this.stream.name, this.#cursor.head, CHUNK);
      this.#apply({ type: "read", read });
    } catch (error) {
      this.#apply({ type: "failed" });
      throw error;
    }
  }

  #tell(news: CursorNews): void {
    if (news.type === "gap") return this.#tellGap(news.reason, news.top);
    const frames = new EntryFrames(this.stream, news.entry, this.#framing);
    for (const member of this.#members.values()) if (member.takes(news.entry)) this.#send(member, frames);
  }

  #tellGap(reason: GapReason, top: StreamPosition): void {
    const frame = positionFrame(reason, top, this.stream);
    for (const member of this.#members.values()) {
      if (!member.takesGap() || isSame(member.position, top)) continue;
      member.position = top;
      member.session.send(frame);
      this.#parts.counts?.unrepaired.add(reason);
      if (!this.#parts.snapshots.has(this.stream.wire)) continue;
      member.sendAway({ type: "snapshot", reason });
      this.bring(member);
    }
  }
}
