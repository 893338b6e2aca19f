import { type ErrorDefs, VolleyError } from "@volley/protocol";
import { type NumberedTable, parse, type RouteDefinition } from "@volley/protocol/internal";
import { type DeclaredErrors, declaredErrors } from "../app/declared-errors.js";
import { type Registration, serviceOf } from "../app/handler-table.js";
import { type Core, compose } from "../pipeline/compose.js";
import type { LayerTable } from "../pipeline/layer-table.js";
import type { WatchCall } from "../traces/watch-calls.js";
import type { RouteCall } from "./route-call.js";

/** A route of the contract, served here or by other nodes. */
export interface Route {
  readonly name: string;
  /** The first half of the name: messages of one session to one service keep their order. */
  readonly service: string;
  readonly definition: RouteDefinition;
  /** How it is served here; undefined if other nodes do that. */
  readonly runtime: RouteRuntime | undefined;
}

/** Everything that is known when the server starts of a route that it serves, so that a message only looks it up. */
export interface RouteRuntime {
  readonly name: string;
  readonly service: string;
  readonly definition: RouteDefinition;
  readonly errors: DeclaredErrors;
  readonly timeoutMs: number;
  /** Runs layers and handler with a parsed input. May throw, or return a promise. */
  readonly invoke: (call: RouteCall, input: unknown) => unknown;
}

/** What route runtimes are made of. */
export interface RouteSources {
  readonly routes: NumberedTable<RouteDefinition>;
  readonly contractErrors: ErrorDefs;
  readonly handlers: ReadonlyMap<string, Registration>;
  readonly layers: LayerTable;
  readonly defaultTimeoutMs: number;
  /** Follows handlers, layers included; left out: nobody wants to know. */
  readonly watch?: WatchCall | undefined;
}

/** Prepares every route, in the order of the numbers. */
export function createRoutes(sources: RouteSources): readonly Route[] {
  return [...sources.routes].map(({ name, definition }) => {
    const service = serviceOf(name);
    const registration = sources.handlers.get(name);
    if (registration === undefined) return { name, service, definition, runtime: undefined };
    const runtime: RouteRuntime = {
      name,
      service,
      definition,
      errors: declaredErrors(sources.contractErrors, definition.errors),
      timeoutMs: registration.options.timeoutMs ?? sources.defaultTimeoutMs,
      invoke: watched(
        name,
        createInvoke({ name, definition, registration, layers: sources.layers.for(name, service) }),
        sources.watch,
      ),
    };
    return { name, service, definition, runtime };
  });
}

function createInvoke(route: {
  readonly name: string;
  readonly definition: RouteDefinition;
  readonly registration: Registration;
  readonly layers: Parameters<typeof compose>[0];
}): RouteRuntime["invoke"] {
  const { handler } = route.registration;
  if (route.layers.length === 0) return (call, input) => handler(call.withInput(input));

  return (call, original) => {
    const core: Core = async (_, input) => {
      // What a layer put there is parsed again: handlers may rely on their schema, whoever wrote the input.
      const parsed =
        input === original ? input : await parse(route.definition.input, input, `the input of ${route.name}`);
      return handler(call.withInput(parsed));
    };
    return compose(route.layers, core)(call, original);
  };
}

/** Lets layers and handler run as a part of a span of their own, which is what they see as `call.trace`. */
function watched(name: string, invoke: RouteRuntime["invoke"], watch: WatchCall | undefined): RouteRuntime["invoke"] {
  if (watch === undefined) return invoke;
  return async (call, input) => {
    const handling = watch({ name, parent: call.trace });
    call.trace = handling.trace;
    try {
      const output = await handling.run(() => invoke(call, input));
      handling.over("ok");
      return output;
    } catch (thrown) {
      handling.over(VolleyError.is(thrown) ? thrown.code : "INTERNAL");
      throw thrown;
    }
  };
}
