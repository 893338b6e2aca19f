import type { Delivery, TraceContext } from "@volley/protocol";

/** What is known about a push besides its data. */
export interface PushMeta {
  /** The name of the push. */
  readonly push: string;
  /** The group that it was pushed to, if any. */
  readonly group: string | undefined;
  /** The trace that it is a part of, if its server traces. */
  readonly trace?: TraceContext | undefined;
}

/** What is known about a push that is numbered and kept. */
export interface ReplayMeta extends PushMeta {
  /** Names what the offset counts: the group's name, or "" for what is pushed to the user. */
  readonly stream: string;
  /** Counts the pushes of the stream, from 1; some may be meant for others only. */
  readonly offset: number;
  /** Whether this client missed it at first, and got it later. */
  readonly replayed: boolean;
}

/** What handlers of a push are told, by its delivery class. */
export type MetaOf<D extends Delivery> = D extends "replay" ? ReplayMeta : PushMeta;
