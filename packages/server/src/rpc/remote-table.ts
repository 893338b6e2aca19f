import type { AnyRemotes, ErrorDefs } from "@volley/protocol";
import { type RouteDefinition, systemError } from "@volley/protocol/internal";
import { type DeclaredErrors, declaredErrors } from "../app/declared-errors.js";
import { serviceOf } from "../app/handler-table.js";
import type { AnyRemoteHandler } from "./remote-call.js";

/** A remote that this node serves. */
export interface RemoteRuntime {
  readonly name: string;
  readonly definition: RouteDefinition;
  readonly handler: AnyRemoteHandler;
  readonly errors: DeclaredErrors;
  /** How long the handler may take, in ms. */
  readonly timeoutMs: number;
}

/** The remotes that this node serves. */
export class RemoteTable {
  readonly #remotes = new Map<string, RemoteRuntime>();
  #sealed = false;

  /** Registers all remotes of a contract. Throws `CONFLICT`, `NOT_FOUND` or `BAD_REQUEST`. */
  add(remotes: AnyRemotes, handlers: Readonly<Record<string, unknown>>, options: { timeoutMs: number }): void {
    if (this.#sealed) throw systemError("CONFLICT", "register remotes before the server starts");
    const routes = definitionsOf(remotes);
    const missing = Object.keys(routes).filter((name) => !Object.hasOwn(handlers, name));
    if (missing.length > 0) throw systemError("NOT_FOUND", `no handler for ${missing.join(", ")}`);
    for (const [name, handler] of Object.entries(handlers)) {
      const definition = Object.hasOwn(routes, name) ? routes[name] : undefined;
      if (definition === undefined) throw systemError("NOT_FOUND", `these remotes have no "${name}"`);
      if (this.#remotes.has(name)) throw systemError("CONFLICT", `the remote "${name}" has a handler already`);
      if (typeof handler !== "function") throw systemError("BAD_REQUEST", `the handler of "${name}" is no function`);
      const errors = declaredErrors(remotes.errors as ErrorDefs, definition.errors);
      const bound = handler.bind(handlers) as AnyRemoteHandler;
      this.#remotes.set(name, { name, definition, handler: bound, errors, timeoutMs: options.timeoutMs });
    }
  }

  /** Ends registration. */
  seal(): void {
    this.#sealed = true;
  }

  get(name: string): RemoteRuntime | undefined {
    return this.#remotes.get(name);
  }

  /** The first halves of the names. */
  get services(): readonly string[] {
    return [...new Set([...this.#remotes.keys()].map(serviceOf))];
  }
}

/** The definitions of a remotes contract, as the machinery reads them. */
export function definitionsOf(remotes: AnyRemotes): Readonly<Record<string, RouteDefinition>> {
  return remotes.routes as unknown as Readonly<Record<string, RouteDefinition>>;
}
