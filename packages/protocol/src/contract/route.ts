import type { Schema, SchemaInput, SchemaLike, SchemaOutput } from "../schema/schema.js";
import type { CodeProblems, ErrorDefs, ErrorTypes, ErrorTypesOf } from "./error.js";

/** How often a route may be called: `rate` times per `perMs` in the long run, in bursts of at most `burst`. Positive integers. */
export interface RouteLimit {
  readonly rate: number;
  readonly perMs: number;
  /** How many may come at once. Default: `rate`. */
  readonly burst?: number | undefined;
  /**
   * Who shares the allowance. "session": one session, counted by its node. "uid" and "ip": all sessions of a user or an
   * address, exact across the cluster; sessions without a user count alone. Default: "session".
   */
  readonly by?: "session" | "uid" | "ip" | undefined;
  /**
   * What happens while Redis can't say: "allow-share", each node lets its share of the limit pass; "refuse", nothing
   * passes. Default: "allow-share".
   */
  readonly whenUnsure?: "allow-share" | "refuse" | undefined;
}

/** What requests and notifies have in common. */
export interface RouteOptions {
  /** Opts out of the session's order: such messages start at once, beside each other. Default: false. */
  readonly parallel?: boolean | undefined;
  /** How often this may be called. Default: no limit of its own. */
  readonly limit?: RouteLimit | undefined;
  /** Raise it when the meaning of the route changes: clients and servers of another `rev` refuse it. Default: 1. */
  readonly rev?: number | undefined;
}

/** An answered route. Type parameters: what the client sends, the handler reads, the handler returns, the client gets. */
export interface RequestRoute<Sent, Input, Returned, Reply, Errors extends ErrorTypes, Once extends boolean> {
  readonly kind: "request";
  readonly once: Once;
  readonly parallel: boolean;
  readonly limit: RouteLimit | undefined;
  readonly timeoutMs: number | undefined;
  readonly rev: number;
  readonly errors: ErrorDefs;
  readonly input: Schema<Sent, Input> | undefined;
  readonly output: Schema<Returned, Reply> | undefined;
  /** Never there at run time. */
  readonly "~types": {
    readonly sent: Sent;
    readonly input: Input;
    readonly returned: Returned;
    readonly reply: Reply;
    readonly errors: Errors;
  };
}

/** An unanswered route. */
export interface NotifyRoute<Sent, Input> {
  readonly kind: "notify";
  readonly parallel: boolean;
  readonly limit: RouteLimit | undefined;
  readonly rev: number;
  readonly input: Schema<Sent, Input> | undefined;
  /** Never there at run time. */
  readonly "~types": { readonly sent: Sent; readonly input: Input; readonly returned: void; readonly reply: void };
}

/**
 * Every route. Deliberately has no `errors`, `once` or schema: what stands here becomes the contextual return type of
 * `request()` inside `defineContract`, and TypeScript would infer left-out type arguments from it (E = any error).
 */
export interface AnyRoute {
  readonly kind: "request" | "notify";
  readonly "~types": {
    readonly sent: unknown;
    readonly input: unknown;
    readonly returned: unknown;
    readonly reply: unknown;
  };
}

/** A route as the machinery reads it at run time. */
export interface RouteDefinition {
  readonly kind: "request" | "notify";
  readonly input: Schema | undefined;
  readonly output?: Schema | undefined;
  readonly errors?: ErrorDefs | undefined;
  readonly timeoutMs?: number | undefined;
  readonly once?: boolean | undefined;
  readonly parallel: boolean;
  readonly limit: RouteLimit | undefined;
  readonly rev: number;
}

type NoSchema = Schema<undefined, undefined>;
type NoReply = Schema<void, void>;

/** What `request()` takes. */
export interface RequestOptions<I, O, E, Once> extends RouteOptions {
  /** Schema of what the client sends; left out: nothing. */
  readonly input?: I;
  /** Schema of the reply; left out: nothing. */
  readonly output?: O;
  /** The errors that this route may end with, besides the contract's own. */
  readonly errors?: E & CodeProblems<E>;
  /** How long a client waits for the reply, in ms. Default: the client's `timeoutMs` (10,000). */
  readonly timeoutMs?: number | undefined;
  /** One effect, however often it is resent. Default: false. */
  readonly once?: Once;
}

/** Declares a route that is answered. */
export function request<
  I extends SchemaLike = NoSchema,
  O extends SchemaLike = NoReply,
  E extends ErrorDefs = {},
  Once extends boolean = false,
>(
  definition: RequestOptions<I, O, E, Once> = {},
): RequestRoute<SchemaInput<I>, SchemaOutput<I>, SchemaInput<O>, SchemaOutput<O>, ErrorTypesOf<E>, Once> {
  const { input, output, errors = {}, once = false, timeoutMs } = definition;
  return { kind: "request", input, output, errors, once, timeoutMs, ...common(definition) } as never;
}

/** What `notify()` takes. */
export interface NotifyDefinition<I> extends RouteOptions {
  /** Schema of what the client sends; left out: nothing. */
  readonly input?: I;
}

/** Declares a route that is not answered. */
export function notify<I extends SchemaLike = NoSchema>(
  definition: NotifyDefinition<I> = {},
): NotifyRoute<SchemaInput<I>, SchemaOutput<I>> {
  return { kind: "notify", input: definition.input, ...common(definition) } as never;
}

function common({ parallel = false, limit, rev = 1 }: RouteOptions) {
  return { parallel, limit, rev };
}
