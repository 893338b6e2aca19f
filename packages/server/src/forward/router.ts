import { systemError } from "@volley/protocol/internal";
import type { NodeInfo } from "../cluster/node-info.js";
import type { Nodes } from "../cluster/nodes.js";
import { type Routing, type RoutingCall, sticky } from "./routing.js";

/** What a router works with. */
export interface RouterParts {
  readonly nodes: Nodes;
  /** Whether a node takes messages and doesn't answer. */
  readonly isSuspect: (node: string) => boolean;
}

/** Decides which node gets a message. */
export class Router {
  readonly #parts: RouterParts;
  readonly #routings = new Map<string, Routing<never>>();
  readonly #default = sticky();

  constructor(parts: RouterParts) {
    this.#parts = parts;
  }

  /** Gives a service its routing. Throws `CONFLICT` if it has one. */
  set(service: string, routing: Routing<never>): void {
    if (this.#routings.has(service)) throw systemError("CONFLICT", `the service "${service}" has a routing already`);
    this.#routings.set(service, routing);
  }

  has(service: string): boolean {
    return this.#routings.has(service);
  }

  /** Picks a node that is not among `tried`. Throws what the routing throws. */
  pick(
    service: string,
    call: Omit<RoutingCall, "current"> & { readonly currentId: string | undefined },
    tried: ReadonlySet<string>,
  ): NodeInfo | undefined {
    const nodes = this.#candidates(service).filter(({ id }) => !tried.has(id));
    if (nodes.length === 0) return undefined;
    const { route, session, currentId } = call;
    const current = nodes.find(({ id }) => id === currentId);
    const routing = (this.#routings.get(service) ?? this.#default) as Routing;
    const picked = routing({ route, session, input: () => call.input(), current }, nodes);
    return nodes.find((node) => node.id === picked?.id);
  }

  /** A silent node may only be busy: it is better than none. */
  #candidates(service: string): readonly NodeInfo[] {
    const { nodes, isSuspect } = this.#parts;
    const serving = nodes.serving(service);
    const answering = serving.filter(({ id }) => !isSuspect(id));
    return answering.length > 0 ? answering : serving;
  }
}
