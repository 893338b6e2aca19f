import type { RedisKeys } from "../redis/keys.js";
import type { RedisCommands } from "../redis/redis-commands.js";
import { ADD_REVOCATION, READ_REVOCATIONS, RESTORE_REVOCATIONS } from "./revocation-scripts.js";
import type { Revocation, RevocationStore, StoredRevocations } from "./revocation-store.js";
import { isRevokedName } from "./revoked-token.js";

/** How many are read or written by one command. */
const CHUNK = 1_000;

/** Keeps what was revoked in one sorted set of Redis. */
export class RedisRevocationStore implements RevocationStore {
  readonly #commands: RedisCommands;
  readonly #key: string;

  constructor({ commands, keys }: { readonly commands: RedisCommands; readonly keys: RedisKeys }) {
    this.#commands = commands;
    this.#key = keys.revocations;
  }

  async add(name: string, keepMs: number): Promise<number> {
    return Number(await this.#commands.script(ADD_REVOCATION, this.#key, keepMs, name));
  }

  async read(since: number, keepMs: number): Promise<StoredRevocations> {
    const found: Revocation[] = [];
    for (let offset = 0; ; offset += CHUNK) {
      const args = [this.#key, keepMs, Math.floor(since), offset, CHUNK];
      const [now, count, page] = (await this.#commands.script(READ_REVOCATIONS, ...args)) as [string, number, string[]];
      for (let at = 0; at < page.length; at += 2) {
        const each = { name: page[at], at: Number(page[at + 1]) };
        // Everybody can write there.
        if (isRevokedName(each.name) && Number.isFinite(each.at)) found.push({ name: each.name, at: each.at });
      }
      if (page.length < CHUNK * 2) return { found, count: Number(count), now: Number(now) };
    }
  }

  async restore(revocations: readonly Revocation[], keepMs: number): Promise<void> {
    for (let at = 0; at < revocations.length; at += CHUNK) {
      const args = revocations.slice(at, at + CHUNK).flatMap((each) => [each.at, each.name]);
      await this.#commands.script(RESTORE_REVOCATIONS, this.#key, keepMs, ...args);
    }
  }
}
