import type {
  AnyCallable,
  AnyContract,
  ErrorsFor,
  InputOf,
  ReturnOf,
  ServiceName,
  TraceContext,
} from "@volley/protocol";
import type { RoutesOf } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import type { Session } from "../session/session.js";

/** What a handler gets. */
export interface Call<Input, Errors, S> {
  /** What the client sent, parsed by the route's schema. */
  readonly input: Input;
  /** Who asks. */
  readonly session: S;
  /** One constructor per error that the route and the contract declare: `throw errors.ROOM_FULL({ max: 4 })`. */
  readonly errors: Errors;
  /** Aborted when the client cancels or leaves, or the handler's time is over; of a `once` route by its time only. */
  readonly signal: AbortSignal;
  /**
   * Names the effect of a `once` request, the same at each resend: up to 128 characters. Written into your database in
   * the transaction that has the effect, it holds there what Volley holds for the handler. Undefined on other routes.
   */
  readonly onceKey: string | undefined;
  /** The route's name. */
  readonly route: string;
  /** Tells the server's time, in ms since 1970. The client's `serverNow()` follows it. */
  readonly now: () => number;
  /** What trace the message is a part of, as its client says; undefined for none. What the handler calls inherits it. */
  readonly trace: TraceContext | undefined;
  /** Logs with route, session and user filled in. */
  readonly log: Logger;
}

/** Answers a message: returns the reply, or throws one of `errors`. Anything else it throws reaches the client as `INTERNAL`. */
export type Handler<Input, Returned, Errors, S> = (call: Call<Input, Errors, S>) => Returned | Promise<Returned>;

/** Options of handlers. */
export interface HandlerOptions {
  /** How long a handler may take, in ms; then the client gets `TIMEOUT`, and `signal` aborts. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
}

/** The handler of one route. */
export type HandlerFor<C extends AnyCallable, K extends string, S> = Handler<
  InputOf<C, K>,
  ReturnOf<C, K>,
  ErrorsFor<C, K>,
  S
>;

/** Options for a whole service, and for single methods of it. */
export interface ServiceOptions<M extends PropertyKey> extends HandlerOptions {
  /**
   * What becomes of new messages while the node drains. "refuse": they are answered `DRAINING`, and those that other
   * nodes forwarded go to the next one: for what begins something that lasts, such as a match. Default: "finish".
   */
  readonly drain?: "finish" | "refuse" | undefined;
  readonly methods?: { readonly [K in M]?: HandlerOptions } | undefined;
}

/** The methods of every service. An index access (not a remapped type) at the parameter keeps contextual typing alive. */
export type Services<C extends AnyCallable, S> = {
  [N in ServiceName<C>]: {
    [K in RoutesOf<C, N> as K extends `${N}.${infer M}` ? M : never]: Handler<
      InputOf<C, K>,
      ReturnOf<C, K>,
      ErrorsFor<C, K>,
      S
    >;
  };
};

/** All methods of one service, to declare them in a file of their own. */
export type ServiceMethods<C extends AnyContract, N extends string, S = Session<C>> = Services<C, S>[N &
  ServiceName<C>];
