import type { Clock } from "@volley/protocol/internal";
import type { RedisKeys } from "../redis/keys.js";
import type { RedisCommands } from "../redis/redis-commands.js";
import type { SampledTime } from "./cluster-time.js";
import type { NodeListing, NodeStore, OwnRecord } from "./node-store.js";
import { RENEW_NODE } from "./renew-node-script.js";

/** What the store needs; `time` learns Redis' time with each renewal. */
export interface RedisNodeStoreOptions {
  readonly commands: RedisCommands;
  readonly keys: RedisKeys;
  readonly clock: Clock;
  readonly time: SampledTime;
}

type Answer = [seconds: string, microseconds: string, NodeListing["had"], expired: number, pairs: string[]];

/** Keeps the nodes' records in one hash of Redis. */
export class RedisNodeStore implements NodeStore {
  readonly #options: RedisNodeStoreOptions;

  constructor(options: RedisNodeStoreOptions) {
    this.#options = options;
  }

  async renew(own: OwnRecord | undefined): Promise<NodeListing> {
    const { commands, keys, clock, time } = this.#options;
    const { id = "", text = "", leaseMs = 0 } = own ?? {};
    const askedAt = clock.monotonic();
    const answer = await commands.script(RENEW_NODE, keys.nodes, id, text, leaseMs);
    const [seconds, microseconds, had, expired, pairs] = answer as Answer;
    time.sample({
      askedAt,
      answeredAt: clock.monotonic(),
      time: Number(seconds) * 1_000 + Number(microseconds) / 1_000,
    });
    const records = new Map<string, string>();
    for (let at = 0; at + 1 < pairs.length; at += 2) records.set(pairs[at] as string, pairs[at + 1] as string);
    return { had, expired, records };
  }

  async remove(id: string): Promise<void> {
    const { commands, keys } = this.#options;
    await commands.run((client) => client.hdel(keys.nodes, id));
  }
}
