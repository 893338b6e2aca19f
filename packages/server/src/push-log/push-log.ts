import type { StreamPosition } from "@volley/protocol/internal";

/** How much of a stream is kept: so many entries, for so long after the last one. */
export interface Keep {
  readonly count: number;
  readonly forMs: number;
}

/** One entry of a stream, as it is kept and as it is told to nodes. */
export interface LogEntry extends StreamPosition {
  /** The tag of the entry before; 0 if this is the first of its epoch. */
  readonly previousTag: number;
  readonly bytes: Uint8Array;
}

/** Names one append, so that doing it again does nothing: serials of one producer and stream only grow. */
export interface Producer {
  readonly id: string;
  readonly serial: number;
}

/** What became of an append. */
export interface Appended {
  /** Undefined for a duplicate of an append so old that its place isn't known any more. */
  readonly position: StreamPosition | undefined;
  readonly previousTag: number;
  /** Whether it had been there already; then nothing was written and nobody was told. */
  readonly duplicate: boolean;
}

/** How an append is done. */
export interface AppendOptions {
  readonly keep: Keep;
  /** Default: nobody in particular; then an append that is done again counts twice. */
  readonly producer?: Producer | undefined;
  /**
   * When it is done: "accepted", once the log has it; "replicated", once a replica of Redis has it too. Rejects with
   * `OUTCOME_UNKNOWN` if no replica says so in time. In memory there is one copy, and both are the same. Default:
   * "accepted".
   */
  readonly ack?: "accepted" | "replicated" | undefined;
}

/** Why the entries after a position can't all be had. */
export type GapReason = "window" | "epoch" | "fork";

/** What follows a position. */
export type LogRead =
  /** Everything, in order, without a hole. `more`: the limit was met; read on from the last one. */
  | { readonly type: "entries"; readonly entries: readonly LogEntry[]; readonly more: boolean }
  | { readonly type: "gap"; readonly reason: GapReason; readonly top: StreamPosition };

/** How much one read takes at most. */
export interface ReadLimit {
  readonly count: number;
  readonly bytes: number;
}

/**
 * The port that numbers and keeps pushes. A stream is named by what it is for, such as "g:table:7" or "u:42". Every
 * call rejects with `UNAVAILABLE` when it can't be known whether, or that, it was done.
 */
export interface PushLog {
  /** Writes an entry and tells all nodes that listen, in one step: all see the same order. */
  append(stream: string, bytes: Uint8Array, options: AppendOptions): Promise<Appended>;
  /** Reads what comes after a position. */
  read(stream: string, after: StreamPosition, limit: ReadLimit): Promise<LogRead>;
  /**
   * Reads the newest entries: at most `limit` of them, and only those behind `after` if that is given; one of another
   * epoch leaves none out. Oldest first.
   */
  last(stream: string, limit: ReadLimit, after?: StreamPosition): Promise<readonly LogEntry[]>;
  /**
   * Tells where streams end, in their order. One that isn't there begins. The numbers of all go on for as long again,
   * which their entries don't.
   */
  tops(streams: readonly { readonly stream: string; readonly keep: Keep }[]): Promise<readonly StreamPosition[]>;
  /** Hears the entries of a stream from the moment when it resolves, until it is undone. */
  listen(stream: string, handler: (entry: LogEntry) => void): Promise<() => void>;
}
