import { type NumberedTable, type RouteDefinition, systemError } from "@volley/protocol/internal";
import { inPipelineOrder } from "./before-after.js";
import type { AnyLayer } from "./layer.js";

/** The layers of a server: for everything, for a service, for a route. */
export class LayerTable {
  readonly #routes: NumberedTable<RouteDefinition>;
  #sealed = false;
  readonly #layers: { readonly scope: string | undefined; readonly layer: AnyLayer }[] = [];

  constructor(routes: NumberedTable<RouteDefinition>) {
    this.#routes = routes;
  }

  /** Adds a layer. Throws `NOT_FOUND` when the scope is neither a service nor a route, `CONFLICT` after the start. */
  add(scope: string | undefined, layer: AnyLayer): void {
    if (this.#sealed)
      throw systemError("CONFLICT", "add layers before the server starts: routes are put together then");
    const known = [...this.#routes].some(({ name }) => name === scope || name.startsWith(`${scope}.`));
    if (scope !== undefined && !known) {
      throw systemError("NOT_FOUND", `the contract has no service or route "${scope}"`);
    }
    this.#layers.push({ scope, layer });
  }

  /** Ends registration. */
  seal(): void {
    this.#sealed = true;
  }

  /** The layers around one route, outermost first: those for everything, its service's, its own; `after` hooks last. */
  for(route: string, service: string): readonly AnyLayer[] {
    const layers = [undefined, service, route].flatMap((wanted) =>
      this.#layers.filter(({ scope }) => scope === wanted).map(({ layer }) => layer),
    );
    return inPipelineOrder(layers);
  }
}
