import type { AnyContract } from "../contract/contract.js";
import type { Problem } from "../contract/error.js";
import type { ProtobufType } from "./message-type.js";

/** The messages of a route: of what the client sends, and of the reply. */
export interface RouteTypes {
  readonly input?: ProtobufType;
  readonly output?: ProtobufType;
}

/** Nothing has no message, and what is no object can't have one. */
type MessageOf<Value> = [Value] extends [undefined | void]
  ? never
  : unknown extends Value
    ? ProtobufType
    : [Exclude<Value, undefined | void>] extends [readonly unknown[]]
      ? Problem<"Protobuf has messages only: put the list into an object">
      : [Exclude<Value, undefined | void>] extends [object]
        ? ProtobufType
        : Problem<"Protobuf has messages only: put the value into an object">;

type Present<T> = { readonly [K in keyof T as [T[K]] extends [never] ? never : K]: T[K] };

interface Typed {
  readonly "~types": object;
}
type Phantom<T, Key extends string> = T extends Typed ? T["~types"][Key & keyof T["~types"]] : never;
type TypesOfRoute<R> = Present<{ input: MessageOf<Phantom<R, "sent">>; output: MessageOf<Phantom<R, "returned">> }>;

/** What stands for each route that carries something; anything goes while the contract isn't known. */
type TypesOfRoutes<R> = string extends keyof R
  ? Readonly<Record<string, RouteTypes>>
  : { readonly [K in keyof R as {} extends TypesOfRoute<R[K]> ? never : K]: TypesOfRoute<R[K]> };

type TypesOfPushes<P> = string extends keyof P
  ? Readonly<Record<string, ProtobufType>>
  : Present<{ [K in keyof P]: MessageOf<Phantom<P[K], "sent">> }>;

type MayBeLeftOut<Key extends string, T> = {} extends T ? { readonly [K in Key]?: T } : { readonly [K in Key]: T };

/** The messages of a contract, by route and push. Those that carry nothing have none. */
export type ContractTypes<C extends AnyContract> = MayBeLeftOut<"routes", TypesOfRoutes<C["routes"]>> &
  MayBeLeftOut<"pushes", TypesOfPushes<C["pushes"]>>;
