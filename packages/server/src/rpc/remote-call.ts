import type { AnyRemotes, ErrorsFor, InputOf, ReturnOf, TraceContext } from "@volley/protocol";
import type { Logger } from "../base/logger.js";

/** Who called a remote. */
export interface RemoteCaller {
  /** The id of the node that called. */
  readonly node: string;
  /** The user on whose behalf it called: whose message its handler was handling. Undefined if nobody's. */
  readonly uid: string | undefined;
}

/** What a remote gets: no session, but who calls. */
export interface RemoteCall<Input, Errors> {
  /** What the caller sent, parsed by the route's schema. */
  readonly input: Input;
  /** One constructor per error that the route and its remotes declare. */
  readonly errors: Errors;
  /** Aborted when the caller takes the call back or is gone, or its time is over. */
  readonly signal: AbortSignal;
  readonly route: string;
  readonly caller: RemoteCaller;
  /** The same for every try of one call: what has been done under it need not be done again. */
  readonly idempotencyKey: string;
  /** What trace the call is a part of, as its caller says; undefined for none. What the handler calls inherits it. */
  readonly trace: TraceContext | undefined;
  readonly log: Logger;
}

/** Answers a call of another server: returns the reply, or throws one of `errors`. */
export type RemoteHandler<Input, Returned, Errors> = (call: RemoteCall<Input, Errors>) => Returned | Promise<Returned>;

/** All remotes of a contract: a missing or misspelt one doesn't compile. A conditional type keeps contextual typing alive. */
export type RemoteHandlers<R extends AnyRemotes> = R extends AnyRemotes
  ? {
      readonly [K in keyof R["routes"] & string]: RemoteHandler<InputOf<R, K>, ReturnOf<R, K>, ErrorsFor<R, K>>;
    }
  : never;

/** A remote's handler as the machinery calls it. */
export type AnyRemoteHandler = RemoteHandler<unknown, unknown, unknown>;

/** Options of `server.rpc`. */
export interface RpcOptions {
  /** How long the answer is waited for, in ms; never longer than the handler's own caller waits. Default: the route's `timeoutMs`, else 5,000. */
  readonly timeoutMs?: number | undefined;
  /** Takes the call back. */
  readonly signal?: AbortSignal | undefined;
  /** The id of the node that shall answer. Default: any that serves it, at random. */
  readonly node?: string | undefined;
  /** What the remote may tell repetitions by. Default: a new one per call. */
  readonly idempotencyKey?: string | undefined;
  /** What trace the call is a part of. One that isn't valid is ignored. Default: that of the message being handled. */
  readonly trace?: TraceContext | undefined;
}
