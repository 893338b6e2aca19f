import { ManualClock, systemError } from "@volley/protocol/internal";
import { recordingLogger } from "../../../../test/support/recording-logger.js";
import { until } from "../../../../test/support/until.js";
import type { NodeChange } from "./discovery.js";
import { FlakyBus } from "./flaky-bus.fixture.js";
import { LeasedDiscovery } from "./leased-discovery.js";
import { MemoryBusHub } from "./memory-bus.js";
import type { NodeInfo } from "./node-info.js";
import type { NodeListing, NodeStore, OwnRecord } from "./node-store.js";

/** A store of records, real or in memory. */
export interface StoreUnderTest {
  /** Makes a node's way to the store. */
  connect(clock: ManualClock): NodeStore;
  /** Lets the store's clock go on by at least this. */
  pass(ms: number): Promise<void>;
}

/** A store that a test can cut. */
class FlakyStore implements NodeStore {
  readonly #store: NodeStore;
  up = true;
  /** How many renewals wait for their answers. */
  renewing = 0;
  /** What answers wait for before they arrive. */
  delay: Promise<void> | undefined;

  constructor(store: NodeStore) {
    this.#store = store;
  }

  async renew(own: OwnRecord | undefined): Promise<NodeListing> {
    if (!this.up) throw systemError("UNAVAILABLE", "the store is cut");
    this.renewing++;
    try {
      const listing = await this.#store.renew(own);
      await this.delay;
      return listing;
    } finally {
      this.renewing--;
    }
  }

  async remove(id: string): Promise<void> {
    if (!this.up) throw systemError("UNAVAILABLE", "the store is cut");
    return this.#store.remove(id);
  }
}

/** Makes what a node says of itself. */
export function nodeInfo(id: string, more: Partial<NodeInfo> = {}): NodeInfo {
  return {
    ...{
      id,
      role: "both",
      type: "web",
      services: ["lobby"],
      remotes: [],
      contract: "c1",
      metadata: {},
      state: "ready",
    },
    ...more,
  };
}

export const CHANNEL = "test:nodes";

/** Nodes with clocks of their own, on one store and one bus. A node whose clock isn't moved renews nothing. */
export class DiscoveryRig {
  readonly hub = new MemoryBusHub();
  readonly store: StoreUnderTest;
  readonly #nodes: LeasedDiscovery[] = [];

  constructor(store: StoreUnderTest) {
    this.store = store;
  }

  node(id: string, options: { readonly leaseMs?: number; readonly startedAt?: number } = {}) {
    const { leaseMs = 60_000, startedAt } = options;
    const clock = new ManualClock({ startedAt });
    const logger = recordingLogger();
    const store = new FlakyStore(this.store.connect(clock));
    const bus = new FlakyBus(this.hub.bus(logger));
    const discovery = new LeasedDiscovery({ store, bus, channel: CHANNEL, clock, logger, leaseMs });
    const changes: NodeChange[] = [];
    discovery.onChange((change) => changes.push(change));
    this.#nodes.push(discovery);
    return {
      ...{ id, discovery, clock, store, bus, logger, changes },
      join: (more: Partial<NodeInfo> = {}) => discovery.join(nodeInfo(id, more)),
      /** The ids of the nodes that it knows, in one text. */
      knows: () =>
        discovery
          .nodes()
          .map((each) => each.id)
          .join(" "),
      /** What it heard of: "joined a", … */
      heard: () => changes.map(({ type, node }) => `${type} ${node.id}`),
      /** Moves its clock, by default to its next heartbeat, and waits until what that began is over. */
      beat: async (ms = leaseMs / 3) => {
        await clock.advance(ms);
        await until(() => store.renewing === 0, "the heartbeat is answered");
        await new Promise((resolve) => setImmediate(resolve));
      },
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#nodes.map((each) => each.close()));
  }
}
