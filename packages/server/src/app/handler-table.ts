import type { AnyContract } from "@volley/protocol";
import { type NumberedTable, type RouteDefinition, systemError } from "@volley/protocol/internal";
import type { Session } from "../session/session.js";
import type { Handler, HandlerOptions } from "./handler.js";

/** A handler as the machinery calls it. */
export type AnyHandler = Handler<unknown, unknown, unknown, Session<AnyContract>>;

/** What is registered for one route. */
export interface Registration {
  readonly handler: AnyHandler;
  readonly options: HandlerOptions;
}

/** The handlers of a server, one per route. */
export class HandlerTable {
  readonly #routes: NumberedTable<RouteDefinition>;
  readonly #registered = new Map<string, Registration>();
  /** Services that begin nothing new on a node that drains. */
  readonly #refusing = new Set<string>();
  #sealed = false;

  constructor(routes: NumberedTable<RouteDefinition>) {
    this.#routes = routes;
  }

  /** Registers the handler of one route. Throws `NOT_FOUND` for an unknown route, `CONFLICT` for a second handler. */
  add(route: string, handler: unknown, options: HandlerOptions = {}): void {
    if (this.#sealed) throw systemError("CONFLICT", `register "${route}" before the server starts`);
    if (this.#routes.get(route) === undefined) throw systemError("NOT_FOUND", `the contract has no route "${route}"`);
    if (this.#registered.has(route)) throw systemError("CONFLICT", `the route "${route}" has a handler already`);
    if (typeof handler !== "function") throw systemError("BAD_REQUEST", `the handler of "${route}" is no function`);
    this.#registered.set(route, { handler: handler as AnyHandler, options });
  }

  /** Registers a whole service: an object or class instance with a method per route. */
  addService(
    service: string,
    methods: Readonly<Record<string, unknown>>,
    options: HandlerOptions & {
      readonly methods?: Readonly<Record<string, HandlerOptions | undefined>> | undefined;
      readonly drain?: "finish" | "refuse" | undefined;
    } = {},
  ): void {
    const { methods: each = {}, drain, ...common } = options;
    if (drain === "refuse") this.#refusing.add(service);
    const names = [...this.#routes].map(({ name }) => name).filter((name) => name.startsWith(`${service}.`));
    if (names.length === 0) throw systemError("NOT_FOUND", `the contract has no service "${service}"`);
    for (const name of names) {
      const method = name.slice(service.length + 1);
      const handler = methods[method];
      if (handler === undefined)
        throw systemError("NOT_FOUND", `the service "${service}" lacks the method "${method}"`);
      // Called as a method, so that services may be classes.
      const bound = typeof handler === "function" ? (call: unknown) => handler.call(methods, call) : handler;
      this.add(name, bound, { ...common, ...each[method] });
    }
  }

  /**
   * Ends registration and returns the handlers. With `others`, services without any handler are left to other nodes.
   * Throws `NOT_FOUND`, naming all routes that lack a handler.
   */
  seal(others = false): ReadonlyMap<string, Registration> {
    const served = new Set([...this.#registered.keys()].map(serviceOf));
    const missing = [...this.#routes]
      .map(({ name }) => name)
      .filter((name) => !this.#registered.has(name) && (!others || served.has(serviceOf(name))));
    if (missing.length > 0) {
      throw systemError("NOT_FOUND", `no handler for ${missing.join(", ")}: register it with service() or handle()`);
    }
    this.#sealed = true;
    return this.#registered;
  }

  /** Whether a service begins nothing new on a node that drains. */
  refusesDrained(service: string): boolean {
    return this.#refusing.has(service);
  }

  /** The services that have handlers. */
  get services(): readonly string[] {
    return [...new Set([...this.#registered.keys()].map(serviceOf))];
  }
}

/** The service of a route: the first half of its name. */
export function serviceOf(route: string): string {
  return route.slice(0, route.indexOf("."));
}
