import type {
  AnyContract,
  Ending,
  GroupArgs,
  GroupName,
  PresenceInfo,
  PushName,
  PushSent,
  UnkeptPush,
} from "@volley/protocol";
import type { Unsubscribe } from "../base/unsubscribe.js";

/** The data argument of a push: may be left out when the push has none. */
export type PushArgs<Sent> = undefined extends Sent ? [data?: Sent] : [data: Sent];

/**
 * The arguments behind the pattern when a session joins: its params if it has any; then, if the contract asks for it,
 * what is known of the user.
 */
export type JoinArgs<C extends AnyContract, P extends string> = P extends string
  ? [PresenceInfo<C, P>] extends [undefined]
    ? [...GroupArgs<P>, options?: LastOptions]
    : undefined extends PresenceInfo<C, P>
      ? [...GroupArgs<P>, options?: JoinOptions<PresenceInfo<C, P>>]
      : [...GroupArgs<P>, options: JoinOptions<PresenceInfo<C, P>>]
  : never;

/** Options of `session.join`. */
export interface LastOptions {
  /**
   * How many of the newest kept pushes of the group the client gets first, marked as replayed, when the session isn't
   * a member yet: at most 1,000, and 1 MiB. Default: 0.
   */
  readonly last?: number | undefined;
}

/** Options of `session.join` to a group with presence. */
export interface JoinOptions<Info> extends LastOptions {
  /** What the others in the group learn of this session's user; the newest of a user's sessions counts. */
  readonly presence: Info;
}

/** Claims of which nothing is known: the server has no `claims` schema. */
export type AnyClaims = Readonly<Record<string, unknown>>;

/** One client's stay. It is bound to at most one user, and has zero or one connection at a time. */
export interface Session<C extends AnyContract, Data = unknown, Claims = AnyClaims> {
  /** Names this session, and is no secret: 22 random characters. */
  readonly id: string;
  /**
   * The user. Reading it on an anonymous session throws `UNAUTHORIZED`, which the client gets when the handler lets
   * it through: a handler that needs a user just reads it.
   */
  readonly uid: string;
  /** Whether no user is bound. */
  readonly anonymous: boolean;
  /** What `authenticate` said of the user besides the uid. */
  readonly claims: Readonly<Claims>;
  /** What the client's `handshake` option said. Anybody can write anything there. */
  readonly handshake: Readonly<Record<string, unknown>>;
  /** The remote address of the connection, the last one if there is none now. */
  readonly address: string;
  /** How the connection is carried: "websocket", or "memory" in tests. */
  readonly transport: string;
  /** The version of the wire protocol in use. */
  readonly protocol: number;
  /** The session's tags, which filters of pushes can name. */
  readonly tags: readonly string[];
  /** Whether there is a connection now. */
  readonly connected: boolean;
  /** The session's data: a read-only snapshot; change it with `set`. */
  readonly data: Readonly<Data>;
  /** Merges keys into the data. Rejects with `VALIDATION` when the server's `session` schema refuses the result. */
  set(patch: Partial<Data>): Promise<void>;
  /**
   * Binds an anonymous session to a user, once. Rejects with `CONFLICT` when it is bound, `BAD_REQUEST` for a bad uid,
   * and with what a hook of `onSessionBind` throws: then it stays unbound.
   */
  bind(uid: string, claims?: Readonly<Claims>): Promise<void>;
  /** Adds tags, such as "spectator". Throws `BAD_REQUEST` for one that isn't 1 to 128 of letters, digits and `_.:-`. */
  tag(...tags: readonly string[]): void;
  /** Takes tags away. */
  untag(...tags: readonly string[]): void;
  /**
   * Makes this session a member of a group; the membership ends with the session. Joining again changes what is known
   * of its user. When it resolves, pushes to the group arrive. Rejects with `BAD_REQUEST` for more than 4,096 bytes of
   * what is known, with `VALIDATION` (development only) when its schema refuses it, and with `UNAVAILABLE` when the
   * group keeps pushes and nobody can tell now where they stand; then the session is no member.
   */
  join<P extends GroupName<C>>(group: P, ...args: JoinArgs<C, P>): Promise<void>;
  /** Ends this session's membership; nothing happens if there is none. */
  leave<P extends GroupName<C>>(group: P, ...params: GroupArgs<P>): Promise<void>;
  /**
   * Pushes to this session only. Rejects with `VALIDATION` (development only) when the schema refuses the data, and
   * with `BAD_REQUEST` for a push with delivery "replay": a session has no stream, its user and its groups do.
   */
  push<K extends UnkeptPush<C, PushName<C>>>(push: K, ...data: PushArgs<PushSent<C, K>>): Promise<void>;
  /** Ends the session; the client gets the text and doesn't come back by itself. */
  kick(text: string): Promise<void>;
  /**
   * Asks the client to open another connection in `inMs` (default: 0) and to go on there, such as on a newer node. What
   * is under way is finished on the old one. A client without a connection isn't asked.
   */
  move(options?: { readonly inMs?: number | undefined }): Promise<void>;
  /** Calls the handler once when the session ends; at once if it has ended. What it throws is logged.
   * It stays on its node: one that goes on on another node calls no handlers here. */
  onClose(handler: (ending: Ending) => unknown): Unsubscribe;
}
