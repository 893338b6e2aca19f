import type { SystemCode, SystemErrors } from "../errors/codes.js";
import type { VolleyError } from "../errors/volley-error.js";
import type { AnyCallable, AnyContract } from "./contract.js";
import type { ErrorData } from "./error.js";
import type { Delivery } from "./push.js";

/**
 * Names are computed by conditional types on purpose: a compiler message then lists the names ("lobby.join" | …)
 * instead of printing `RequestName<Contract<{ … the whole contract … }>>`.
 */
type NamesOfKind<R, Kind extends string> = keyof R extends infer K
  ? K extends keyof R & string
    ? R[K] extends { readonly kind: Kind }
      ? K
      : never
    : never
  : never;
type NamesOf<R> = keyof R extends infer K ? (K extends string ? K : never) : never;

/** The names of all routes. */
export type RouteName<C extends AnyCallable> = NamesOf<C["routes"]>;
/** The names of the routes that are answered. */
export type RequestName<C extends AnyCallable> = NamesOfKind<C["routes"], "request">;
/** The names of the routes that are not answered. */
export type NotifyName<C extends AnyCallable> = NamesOfKind<C["routes"], "notify">;
/** The names of all pushes. */
export type PushName<C extends AnyContract> = NamesOf<C["pushes"]>;

/** Reads the phantom `~types` (never there at run time). Index accesses, no `infer`: 10 % fewer instantiations. */
type TypeOf<R, Key extends string> = R extends { readonly "~types": object }
  ? R["~types"][Key & keyof R["~types"]]
  : never;
/** What a client sends. */
export type SentOf<C extends AnyCallable, K extends string> = TypeOf<C["routes"][K], "sent">;
/** What a handler reads. */
export type InputOf<C extends AnyCallable, K extends string> = TypeOf<C["routes"][K], "input">;
/** What a handler returns. */
export type ReturnOf<C extends AnyCallable, K extends string> = TypeOf<C["routes"][K], "returned">;
/** What a client gets. */
export type ReplyOf<C extends AnyCallable, K extends string> = TypeOf<C["routes"][K], "reply">;

/** What a server pushes. */
export type PushSent<C extends AnyContract, K extends string> = TypeOf<C["pushes"][K], "sent">;
/** What a client gets from a push. */
export type PushReceived<C extends AnyContract, K extends string> = TypeOf<C["pushes"][K], "received">;
/** The delivery class of a push. */
export type DeliveryOf<C extends AnyContract, K extends string> = C["pushes"][K] extends {
  readonly delivery: infer D extends Delivery;
}
  ? D
  : Delivery;

/** Those of some pushes that aren't kept. Pushes with delivery "replay" go to groups and users only. */
export type UnkeptPush<C extends AnyContract, K extends string> = K extends string
  ? DeliveryOf<C, K> extends "replay"
    ? never
    : K
  : never;
/** Those of some pushes that are kept. */
export type KeptPush<C extends AnyContract, K extends string> = Exclude<K, UnkeptPush<C, K>>;

/** Group patterns of the contract; any string when it declares none. */
export type GroupName<C extends AnyContract> = [keyof C["groups"]] extends [never] ? string : NamesOf<C["groups"]>;
/** The pushes that may go to a group; all when the contract declares no groups. */
export type GroupPush<C extends AnyContract, P extends string> = P extends keyof C["groups"]
  ? C["groups"][P]["pushes"][number]
  : PushName<C>;
/** Whether the contract declares the presence of a group. */
export type HasPresence<C extends AnyContract, P extends string> = P extends keyof C["groups"]
  ? C["groups"][P]["presence"] extends { readonly "~info": unknown }
    ? true
    : false
  : false;
/** What is known of a user who is present in a group; undefined when the contract asks for nothing. */
export type PresenceInfo<C extends AnyContract, P extends string> = P extends keyof C["groups"]
  ? C["groups"][P]["presence"] extends { readonly "~info": infer Info }
    ? Info
    : undefined
  : undefined;

/** First half of the routes. */
export type ServiceName<C extends AnyCallable> = keyof C["routes"] extends infer K
  ? K extends `${infer S}.${string}`
    ? S
    : never
  : never;
/** The routes of one service. */
export type RoutesOf<C extends AnyCallable, S extends string> = keyof C["routes"] & `${S}.${string}`;

/** An error that the contract declares. */
export interface DeclaredError<Code extends string, Data> extends VolleyError<Code, Data> {
  readonly declared: true;
}
/** An error of Volley's own table. */
export interface SystemError<Code extends SystemCode> extends VolleyError<Code, SystemErrors[Code]> {
  readonly declared: false;
}
type SystemErrorUnion<Code extends SystemCode> = Code extends SystemCode ? SystemError<Code> : never;

/** `errors` of a handler: one constructor per declared code. */
export type Errors<Data> = {
  readonly [Code in keyof Data & string]: undefined extends Data[Code]
    ? (data?: Data[Code], options?: ErrorOptions) => DeclaredError<Code, Data[Code]>
    : (data: Data[Code], options?: ErrorOptions) => DeclaredError<Code, Data[Code]>;
};
/** The conditional strips the alias, so that messages print `Errors<{ ROOM_FULL: { max: number } }>`. */
export type ErrorConstructors<T> = T extends infer X
  ? Errors<{ [Code in keyof X]: X[Code] extends ErrorData<infer Sent, unknown> ? Sent : never }>
  : never;

type AlwaysPossible = Exclude<SystemCode, "OUTCOME_UNKNOWN">;
type DeclaredErrors<Data> = { [Code in keyof Data & string]: DeclaredError<Code, Data[Code]> }[keyof Data & string];
/** The declared errors and the system's; OUTCOME_UNKNOWN only exists for `once` routes. */
export type RequestErrors<Data, Once> =
  | DeclaredErrors<Data>
  | (Once extends true ? SystemErrorUnion<SystemCode> : SystemErrorUnion<AlwaysPossible>);

type IsOnce<R> = R extends { readonly once: true } ? true : false;
type ContractErrors<C extends AnyCallable> = NonNullable<C["~errors"]>;
/** Every error that a request can end with, discriminated by `code` (and by `declared`); of several routes: any of them. */
export type ErrorOf<C extends AnyCallable, K extends string> = K extends string
  ? RouteErrors<TypeOf<C["routes"][K], "errors"> & ContractErrors<C>, IsOnce<C["routes"][K]>>
  : never;
type RouteErrors<E, Once> = RequestErrors<
  { readonly [Code in keyof E]: E[Code] extends ErrorData<unknown, infer Received> ? Received : never },
  Once
>;
/** `errors` of a handler: the route's own, then the contract's. */
export type ErrorsFor<C extends AnyCallable, K extends string> = ErrorConstructors<
  TypeOf<C["routes"][K], "errors"> & ContractErrors<C>
>;

declare const later: unique symbol;
/**
 * `T`, but opaque until `K` is known. Without it the compiler gives an argument the contextual type of every route at
 * once (the union over the contract) while it still infers K, which makes checking quadratic in the number of routes.
 */
export type Later<K, T> = [K] extends [typeof later] ? unknown : T;

/** The rest of an argument list: input may be left out when the route has none. */
export type Args<Sent, Options> = undefined extends Sent
  ? [input?: Sent, options?: Options]
  : [input: Sent, options?: Options];

/** Names a contract: `export interface Duel extends Named<typeof contract> {}` makes every hover print `Duel`. */
export type Named<C extends AnyContract> = C;
