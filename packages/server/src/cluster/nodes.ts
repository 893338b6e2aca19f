import type { Discovery } from "./discovery.js";
import type { NodeInfo } from "./node-info.js";

/** Which nodes are meant; those that fit all that is given. */
export interface NodeFilter {
  readonly id?: string | undefined;
  readonly type?: string | undefined;
  /** A service, of the contract or of remotes. */
  readonly service?: string | undefined;
}

/** The nodes of the cluster as this one knows them, found by what they serve. */
export class Nodes {
  readonly #discovery: Discovery;
  #byService = new Map<string, readonly NodeInfo[]>();

  constructor(discovery: Discovery) {
    this.#discovery = discovery;
    discovery.onChange(() => {
      this.#byService = new Map();
    });
  }

  find({ id, type, service }: NodeFilter = {}): readonly NodeInfo[] {
    return this.#discovery.nodes().filter((node) => {
      if (id !== undefined && node.id !== id) return false;
      if (type !== undefined && node.type !== type) return false;
      return service === undefined || node.services.includes(service) || node.remotes.includes(service);
    });
  }

  /** Lists the nodes that take new messages for a service of the contract. The list is the same until something changes. */
  serving(service: string): readonly NodeInfo[] {
    return this.#cached(`route ${service}`, (node) => node.services.includes(service));
  }

  /** Lists the nodes that take new calls for a service of remotes. */
  servingRemote(service: string): readonly NodeInfo[] {
    return this.#cached(`remote ${service}`, (node) => node.remotes.includes(service));
  }

  #cached(key: string, serves: (node: NodeInfo) => boolean): readonly NodeInfo[] {
    let nodes = this.#byService.get(key);
    if (nodes === undefined) {
      nodes = this.#discovery.nodes().filter((node) => node.state === "ready" && serves(node));
      this.#byService.set(key, nodes);
    }
    return nodes;
  }
}
