import { createHash } from "node:crypto";
import { Cluster } from "ioredis";
import { randomId } from "../base/ids.js";
import type { RedisClient } from "../redis/connect-redis.js";
import type { RedisKeys } from "../redis/keys.js";
import type { RedisCommands } from "../redis/redis-commands.js";
import { NAME_DATA } from "./once-scripts.js";

/** How long the data keeps its name when no node is there to renew it, in ms. */
const NAME_MS = 120_000;

/**
 * Knows which Redis this is, by two names that it loses when it loses data: the replication ids of its masters, which
 * change with a restart and with a failover, and a key, which a FLUSHALL takes.
 */
export class RedisMemory {
  readonly #commands: RedisCommands;
  readonly #keys: RedisKeys;
  #name = "";
  #masters = "";

  constructor({ commands, keys }: { readonly commands: RedisCommands; readonly keys: RedisKeys }) {
    this.#commands = commands;
    this.#keys = keys;
  }

  /** The name as last seen; "" before the first look. It says nothing of the ids, for clients get it. */
  get name(): string {
    return this.#name;
  }

  /** The replication ids of all masters as last seen. */
  get masters(): string {
    return this.#masters;
  }

  /** Looks again. Rejects with `UNAVAILABLE`. */
  async look(): Promise<void> {
    const masters = await this.#commands.run(replicationIds);
    const data = await this.#commands.script(NAME_DATA, this.#keys.onceMemory, randomId(), NAME_MS);
    this.#masters = masters;
    this.#name = createHash("sha256").update(`${masters} ${data}`).digest("base64url").slice(0, 16);
  }
}

async function replicationIds(client: RedisClient): Promise<string> {
  const masters = client instanceof Cluster ? client.nodes("master") : [client];
  const infos = await Promise.all(masters.map((master) => master.info("replication")));
  // Where INFO doesn't say, only the key is left.
  return infos
    .map((info) => /master_replid:([0-9a-f]+)/.exec(info)?.[1] ?? "")
    .sort()
    .join(" ");
}
