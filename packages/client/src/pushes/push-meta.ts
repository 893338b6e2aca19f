import type { Delivery } from "@volley/protocol";

/** What is known about a push besides its data. */
export interface PushMeta {
  /** The name of the push. */
  readonly push: string;
  /** The group that it was pushed to, if any. */
  readonly group: string | undefined;
}

/** What is known about a push that is numbered and kept. */
export interface ReplayMeta extends PushMeta {
  /** Names the history that the offset belongs to. */
  readonly stream: string;
  readonly offset: number;
  /** Whether it was missed at first. */
  readonly replayed: boolean;
}

/** What handlers of a push are told, by its delivery class. */
export type MetaOf<D extends Delivery> = D extends "replay" ? ReplayMeta : PushMeta;
