import type { AnyContract, GroupArgs, GroupName } from "@volley/protocol";
import type { Unsubscribe } from "../base/unsubscribe.js";
import type { SessionNews } from "../directory/session-news.js";
import type { EverybodyHandle, GroupHandle, UserHandle, UsersHandle } from "../push/handles.js";
import type { RevokedToken } from "../revocation/revoked-token.js";

/** A process that pushes to a cluster without being one of its nodes: a cron job, a worker, an admin's script. */
export interface Emitter<C extends AnyContract> extends AsyncDisposable {
  /** Names a user, to push to or kick. Throws `BAD_REQUEST` for what can't be a uid. */
  user(uid: string): UserHandle<C>;
  /** Names several users. */
  users(uids: readonly string[]): UsersHandle<C>;
  /** Names a group, to push to. Throws `BAD_REQUEST` for params that can't stand in a name. */
  group<P extends GroupName<C>>(pattern: P, ...params: GroupArgs<P>): Pick<GroupHandle<C, P>, "name" | "push">;
  /** Names everybody who is connected. */
  everybody(): EverybodyHandle<C>;
  /** Tells whether a user has a session anywhere in the cluster. Rejects with `UNAVAILABLE`. */
  online(uid: string): Promise<boolean>;
  /**
   * Refuses all tokens of a user that were issued until now, or one token by its id, on all nodes; see `server.revoke`.
   * Rejects with `UNAVAILABLE`: try again.
   */
  revoke(what: RevokedToken): Promise<void>;
  /** Runs when a session of any node is bound to a user, or a bound one ends. News can be lost while Redis is away. */
  onSessionNews(handler: (news: SessionNews) => unknown): Unsubscribe;
  /** Connects, which the first use does by itself. Rejects with `UNAVAILABLE`. */
  start(): Promise<void>;
  /** Sends what was written, and disconnects. */
  close(): Promise<void>;
}
