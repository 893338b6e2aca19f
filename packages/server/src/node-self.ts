import type { Discovery } from "./cluster/discovery.js";
import type { NodeInfo } from "./cluster/node-info.js";
import type { NodeIdentity } from "./node-identity.js";

/** What a node's word of itself is made of. */
export interface NodeSelfParts {
  readonly identity: NodeIdentity;
  readonly discovery: Discovery;
  /** What it serves, as far as that is registered. */
  readonly serves: () => Pick<NodeInfo, "services" | "remotes">;
  /** The fingerprint of its contract. */
  readonly contract: string;
  readonly metadata: NodeInfo["metadata"];
}

/** What a node says of itself to the others: what it serves, and whether it takes anything new. */
export class NodeSelf {
  readonly #parts: NodeSelfParts;
  #metadata: NodeInfo["metadata"];
  #state: NodeInfo["state"] = "ready";
  #joined = false;

  constructor(parts: NodeSelfParts) {
    this.#parts = parts;
    this.#metadata = parts.metadata;
  }

  get info(): NodeInfo {
    const { identity, serves, contract } = this.#parts;
    return { ...identity, ...serves(), contract, metadata: this.#metadata, state: this.#state };
  }

  /** Whether the others were told of it. */
  get joined(): boolean {
    return this.#joined;
  }

  /** Whether the others know it: it is among those that this node knows. */
  get registered(): boolean {
    const { discovery, identity } = this.#parts;
    return this.#joined && discovery.nodes().some(({ id }) => id === identity.id);
  }

  get draining(): boolean {
    return this.#state === "draining";
  }

  /** Makes it known by `join`. Rejects as that does. */
  async join(join: (self: NodeInfo) => Promise<void>): Promise<void> {
    await join(this.info);
    this.#joined = true;
  }

  /** Changes what other nodes can read of it; undefined takes a key away. */
  async setMetadata(patch: Readonly<Record<string, string | undefined>>): Promise<void> {
    const entries = Object.entries({ ...this.#metadata, ...patch }).filter(([, value]) => value !== undefined);
    this.#metadata = Object.fromEntries(entries) as Readonly<Record<string, string>>;
    if (this.#joined) await this.#parts.discovery.update(this.info);
  }

  /** Tells the others to send nothing new. */
  async drain(): Promise<void> {
    if (this.draining) return;
    this.#state = "draining";
    if (this.#joined) await this.#parts.discovery.update(this.info);
  }
}
