import type { StreamPosition } from "@volley/protocol/internal";
import { capped, type LateEntries, NOTHING_LATE } from "./late-entries.js";
import type { GapReason, LogEntry } from "./push-log.js";

/** What a stream does to a session. */
export interface StreamSession {
  readonly id: string;
  /** Takes a frame behind all others. */
  send(frame: Uint8Array): void;
  /** Takes a frame that the client missed: until it is welcomed, in front of all that was sent. */
  replay(frame: Uint8Array): void;
}

/** Why a member needs the state of its group anew. */
export type SnapshotReason = "joined" | GapReason;

/**
 * How a session comes to its place in a stream: it joins, and gets the last entries first; it goes on from where it was;
 * or it is there, and gets the state of its group before anything else.
 */
export type Arrival =
  | { readonly type: "join"; readonly last: number }
  | { readonly type: "return"; readonly from: StreamPosition }
  | { readonly type: "snapshot"; readonly reason: SnapshotReason };

/** Where a session stands in a stream, and what it waits for. */
type MemberState =
  /** It has to be brought there, now or when the log can be asked again. */
  | { readonly status: "away"; readonly arrival: Arrival }
  /** It is being brought there; what comes meanwhile waits. */
  | { readonly status: "coming"; readonly arrival: Arrival; readonly held: LateEntries }
  | { readonly status: "live" };

/** One session in one stream. */
export class StreamMember {
  readonly session: StreamSession;
  /** The rooms because of which it is a member. */
  readonly rooms: Set<string>;
  /** Up to where it was sent everything. */
  position: StreamPosition | undefined;
  /** Resolves when it has its place in the stream, and rejects if the attempt to bring it there failed. */
  settling: Promise<void> = Promise.resolve();
  #state: MemberState;

  constructor(session: StreamSession, arrival: Arrival, rooms = new Set<string>()) {
    this.session = session;
    this.rooms = rooms;
    this.#state = { status: "away", arrival };
  }

  get status(): MemberState["status"] {
    return this.#state.status;
  }

  /** How it comes; undefined once it is there. */
  get arrival(): Arrival | undefined {
    return this.#state.status === "live" ? undefined : this.#state.arrival;
  }

  /** Sends it back to where its client is. */
  sendAway(arrival: Arrival): void {
    this.#state = { status: "away", arrival };
  }

  /** Lets what comes from now on wait. */
  hold(arrival: Arrival): void {
    this.#state = { status: "coming", arrival, held: NOTHING_LATE };
  }

  /** Keeps an entry for later, if it is on its way; tells whether it can be sent now. */
  takes(entry: LogEntry): boolean {
    if (this.#state.status === "live") return this.#lacks(entry);
    if (this.#state.status === "coming") this.#state = { ...this.#state, held: capped(this.#state.held, entry) };
    return false;
  }

  /** Keeps in mind, if it is on its way, that something between was lost; tells whether it can be told now. */
  takesGap(): boolean {
    if (this.#state.status === "coming") {
      this.#state = { ...this.#state, held: { ...this.#state.held, overflown: true } };
    }
    return this.#state.status === "live";
  }

  /** Ends the wait: what it lacks of the entries that came, and whether others have to be read. */
  release(): { readonly entries: readonly LogEntry[]; readonly complete: boolean } {
    if (this.#state.status !== "coming") return { entries: [], complete: true };
    const { entries, overflown } = this.#state.held;
    this.#state = { status: "live" };
    return { entries: entries.filter((entry) => this.#lacks(entry)), complete: !overflown };
  }

  /** Whether an entry comes after what it was sent. */
  #lacks({ epoch, offset }: StreamPosition): boolean {
    return this.position?.epoch === epoch && offset > this.position.offset;
  }
}
