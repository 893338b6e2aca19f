import { systemError } from "../errors/volley-error.js";
import type { AnyContract, Contract, ContractParts, Groups, Pushes, Routes } from "./contract.js";
import { buildContract } from "./contract.js";
import type { ErrorTypes, Problem } from "./error.js";
import type { RequestRoute, RouteDefinition } from "./route.js";

type Parts = readonly AnyContract[];
type Intersect<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never;
type Flat<T> = { [K in keyof T]: T[K] };
type As<T, Bound> = T extends Bound ? T : never;

/** A part's contract-wide errors stay with that part's routes. */
type Own<R, E extends ErrorTypes> = {
  [K in keyof R]: R[K] extends RequestRoute<infer S, infer I, infer T, infer O, infer X, infer N>
    ? RequestRoute<S, I, T, O, X & E, N>
    : R[K];
};
type PartRoutes<P extends Parts> = P extends readonly []
  ? {}
  : Intersect<
      P[number] extends infer C
        ? C extends Contract<infer R, Pushes, infer E, Groups>
          ? {} extends E
            ? R
            : Own<R, E>
          : never
        : never
    >;
type PartOf<P extends Parts, Key extends "pushes" | "groups"> = P extends readonly [] ? {} : Intersect<P[number][Key]>;

/** What a composition of parts is. */
export type Composed<P extends Parts> = Contract<
  As<Flat<PartRoutes<P>>, Routes>,
  As<Flat<PartOf<P, "pushes">>, Pushes>,
  {},
  As<Flat<PartOf<P, "groups">>, Groups>
>;

type KeyOfOthers<P extends Parts, I extends keyof P, Key extends "routes" | "pushes"> = {
  [J in keyof P]: J extends I ? never : P[J] extends AnyContract ? keyof P[J][Key] : never;
}[number];
type Clashes<P extends Parts> = {
  [I in keyof P]: P[I] extends AnyContract
    ? [keyof P[I]["routes"] & KeyOfOthers<P, I, "routes">] extends [never]
      ? unknown
      : Problem<`two parts define the route "${keyof P[I]["routes"] & KeyOfOthers<P, I, "routes"> & string}"`>
    : never;
};

/** Makes one contract out of several. A name that occurs twice doesn't compile, and throws `CONFLICT`. */
export function composeContracts<const P extends Parts>(...parts: P & Clashes<P>): Composed<P> {
  const sealed = parts as unknown as readonly ContractParts[];
  return buildContract({
    routes: merge("route", sealed.map(routesWithErrors)),
    pushes: merge(
      "push",
      sealed.map((part) => part.pushes),
    ),
    groups: merge(
      "group",
      sealed.map((part) => part.groups),
    ),
    errors: {},
  }) as never;
}

function routesWithErrors(part: ContractParts): Record<string, RouteDefinition> {
  const routes = Object.entries(part.routes);
  return Object.fromEntries(
    routes.map(([name, route]) => [
      name,
      route.kind === "request" ? { ...route, errors: { ...part.errors, ...route.errors } } : route,
    ]),
  );
}

function merge<T>(what: string, tables: readonly Readonly<Record<string, T>>[]): Record<string, T> {
  const merged = new Map<string, T>();
  for (const [name, value] of tables.flatMap(Object.entries) as [string, T][]) {
    if (merged.has(name)) throw systemError("CONFLICT", `two parts define the ${what} "${name}"; rename one of them`);
    merged.set(name, value);
  }
  return Object.fromEntries(merged);
}
