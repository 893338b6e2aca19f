import type { CodeProblems, ErrorDefs, ErrorTypes, ErrorTypesOf, Problem } from "./error.js";
import { fingerprintOf } from "./fingerprint.js";
import type { Group, GroupDefinition, PresenceProblems } from "./group.js";
import { checkErrorCode, checkGroupPattern, checkRouteName } from "./names.js";
import type { AnyPush, PushDefinition } from "./push.js";
import type { AnyRoute, RouteDefinition } from "./route.js";

/** The routes of a contract by their names. */
export type Routes = Readonly<Record<string, AnyRoute>>;
/** The pushes of a contract by their names. */
export type Pushes = Readonly<Record<string, AnyPush>>;
/** The groups of a contract by their patterns. */
export type Groups = Readonly<Record<string, Group<string>>>;

/** What `defineContract` returns; both sides import it. */
export interface Contract<R extends Routes, P extends Pushes, E extends ErrorTypes, G extends Groups> {
  readonly side: "client";
  readonly routes: R;
  readonly pushes: P;
  /** The errors that every route may end with. */
  readonly errors: ErrorDefs;
  readonly groups: G;
  /** Equal for contracts with the same routes and pushes (kind, name, `rev`); see docs/protocol.md. */
  readonly fingerprint: string;
  /** Never there at run time. */
  readonly "~errors"?: E | undefined;
}
/** Every contract. */
export type AnyContract = Contract<Routes, Pushes, ErrorTypes, Groups>;
/** Whatever has routes: a contract, or remotes. */
export type AnyCallable = { readonly routes: Routes; readonly "~errors"?: ErrorTypes | undefined };

/** What is wrong with the names of routes or pushes: nothing, or a `Problem` per wrong name. */
type NameProblems<R> = {
  [Name in keyof R as string extends Name
    ? never
    : Name extends `${string}.${string}.${string}`
      ? Name
      : Name extends `${string}.${string}`
        ? never
        : Name]: Problem<`a name has two parts: service.method`>;
};

/** What `defineContract` takes. */
export interface ContractDefinition<R, P, E, G> {
  /** Errors that every route may end with: a schema of the error's data, or `error()`. */
  readonly errors?: E & CodeProblems<E>;
  /** What clients may call: `"service.method": request(…)` or `notify(…)`. */
  readonly routes?: R & NameProblems<R>;
  /** What the server may push: `"service.event": push(schema)`. */
  readonly pushes?: P & NameProblems<P>;
  /** Named sets of sessions or users: `"table:{id}": group(["table.played"])`. */
  readonly groups?: G & PresenceProblems<P, G>;
}

/**
 * Makes the contract: a value that both sides import. Throws `BAD_REQUEST` for a name that the types let through
 * (they see only its shape, not its characters).
 */
export function defineContract<
  R extends Routes = {},
  P extends Pushes = {},
  E extends ErrorDefs = {},
  G extends Readonly<Record<string, Group<keyof P & string>>> = {},
>(definition: ContractDefinition<R, P, E, G>): Contract<R, P, ErrorTypesOf<E>, G> {
  const { routes = {}, pushes = {}, errors = {}, groups = {} } = definition;
  return buildContract({ routes, pushes, errors, groups } as never) as never;
}

/** What a contract is made of at run time. */
export interface ContractParts {
  readonly routes: Readonly<Record<string, RouteDefinition>>;
  readonly pushes: Readonly<Record<string, PushDefinition>>;
  readonly errors: ErrorDefs;
  readonly groups: Readonly<Record<string, GroupDefinition>>;
}

/** Checks the names of a contract and seals it. */
export function buildContract(parts: ContractParts): ContractParts & { side: "client"; fingerprint: string } {
  for (const [name, route] of Object.entries(parts.routes)) {
    checkRouteName(name);
    for (const code of Object.keys(route.errors ?? {})) checkErrorCode(code);
  }
  for (const name of Object.keys(parts.pushes)) checkRouteName(name);
  for (const code of Object.keys(parts.errors)) checkErrorCode(code);
  for (const pattern of Object.keys(parts.groups)) checkGroupPattern(pattern);
  return Object.freeze({ side: "client" as const, ...parts, fingerprint: fingerprintOf(parts) });
}
