import type { RedisKeys } from "../redis/keys.js";
import type { RedisCommands } from "../redis/redis-commands.js";
import { decodeRecord, encodeRecord, type OnceAnswer, type OnceClaim, type OnceRecord } from "./once-record.js";
import { CLAIM_AGAIN, FINISH, GIVE_UP } from "./once-scripts.js";
import type { Claimed, ClaimOptions, OnceStore } from "./once-store.js";
import { RedisMemory } from "./redis-memory.js";

/** What the store needs. */
export interface RedisOnceStoreParts {
  readonly commands: RedisCommands;
  readonly keys: RedisKeys;
}

/** Keeps the record of each effect in a key of Redis. */
export class RedisOnceStore implements OnceStore {
  readonly #commands: RedisCommands;
  readonly #keys: RedisKeys;
  readonly #memory: RedisMemory;

  constructor(parts: RedisOnceStoreParts) {
    this.#commands = parts.commands;
    this.#keys = parts.keys;
    this.#memory = new RedisMemory(parts);
  }

  get memory(): string {
    return this.#memory.name;
  }

  /** Looks which Redis this is now. Rejects with `UNAVAILABLE`. */
  look(): Promise<void> {
    return this.#memory.look();
  }

  async claim(key: string, claim: OnceClaim, { ttlMs, memory }: ClaimOptions): Promise<Claimed> {
    const name = this.#keys.once(key);
    const bytes = encodeRecord({ status: "running", claim });
    if (memory === undefined) {
      const set = await this.#commands.run((client) => client.set(name, bytes, "PX", Math.ceil(ttlMs), "NX"));
      return set === null ? "taken" : "claimed";
    }
    // What was seen a while ago may have been flushed since. The script sees to what happens from here on.
    await this.look();
    if (memory !== this.memory) return (await this.#exists(name)) ? "taken" : "forgotten";
    const { masters } = this.#memory;
    return (await this.#commands.script(CLAIM_AGAIN, name, bytes, Math.ceil(ttlMs), masters)) as Claimed;
  }

  async read(key: string): Promise<OnceRecord | undefined> {
    const bytes = await this.#commands.run((client) => client.getBuffer(this.#keys.once(key)));
    if (bytes === null) return undefined;
    return decodeRecord(bytes) ?? { status: "unknown", claim: { node: "", run: "", request: "" } };
  }

  async finish(key: string, claim: OnceClaim, answer: OnceAnswer | undefined, ttlMs: number): Promise<boolean> {
    return this.#replace(FINISH, key, claim, { status: "done", claim, answer }, ttlMs);
  }

  async giveUp(key: string, claim: OnceClaim, ttlMs: number): Promise<void> {
    await this.#replace(GIVE_UP, key, claim, { status: "unknown", claim }, ttlMs);
  }

  async #replace(
    script: typeof FINISH,
    key: string,
    claim: OnceClaim,
    record: OnceRecord,
    ttlMs: number,
  ): Promise<boolean> {
    const running = encodeRecord({ status: "running", claim });
    const args = [running, encodeRecord(record), Math.ceil(ttlMs)];
    return (await this.#commands.script(script, this.#keys.once(key), ...args)) === 1;
  }

  async #exists(name: string): Promise<boolean> {
    return (await this.#commands.run((client) => client.exists(name))) === 1;
  }
}
