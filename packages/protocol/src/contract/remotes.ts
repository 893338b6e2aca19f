import type { ContractDefinition, Routes } from "./contract.js";
import type { ErrorDefs, ErrorTypes, ErrorTypesOf } from "./error.js";
import { checkErrorCode, checkRouteName } from "./names.js";
import type { RouteDefinition } from "./route.js";

/**
 * What servers of a cluster may call on each other. It has no pushes and no groups, and is no contract of clients:
 * nothing in it can be reached from outside.
 */
export interface Remotes<R extends Routes, E extends ErrorTypes> {
  readonly side: "server";
  readonly routes: R;
  /** The errors that every route may end with. */
  readonly errors: ErrorDefs;
  /** Never there at run time. */
  readonly "~errors"?: E | undefined;
}
/** All remotes. */
export type AnyRemotes = Remotes<Routes, ErrorTypes>;

/** What `defineRemotes` takes. */
export type RemotesDefinition<R, E> = Pick<ContractDefinition<R, unknown, E, unknown>, "errors" | "routes">;

/**
 * Makes the contract between servers: `"bank.settle": request(…)` is answered, `notify(…)` is not. Keep it in a file
 * that no client imports. Throws `BAD_REQUEST` for a name that the types let through.
 */
export function defineRemotes<R extends Routes = {}, E extends ErrorDefs = {}>(
  definition: RemotesDefinition<R, E>,
): Remotes<R, ErrorTypesOf<E>> {
  const { routes = {}, errors = {} } = definition as { routes?: Routes; errors?: ErrorDefs };
  for (const [name, route] of Object.entries(routes)) {
    checkRouteName(name);
    for (const code of Object.keys((route as unknown as RouteDefinition).errors ?? {})) checkErrorCode(code);
  }
  for (const code of Object.keys(errors)) checkErrorCode(code);
  return Object.freeze({ side: "server" as const, routes, errors }) as never;
}
