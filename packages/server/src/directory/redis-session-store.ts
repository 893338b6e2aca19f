import type { RedisKeys } from "../redis/keys.js";
import type { RedisCommands } from "../redis/redis-commands.js";
import { ASSERT_SESSIONS } from "./assert-sessions-script.js";
import { BIND_SESSION } from "./bind-session-script.js";
import { FORGET_SESSIONS } from "./forget-sessions-script.js";
import { LIST_SESSIONS } from "./list-sessions-script.js";
import { parseEntry } from "./session-entry.js";
import type { HeldSession, NewSession, SessionStore, StoredSession, Writer } from "./session-store.js";

/** What the store needs. */
export interface RedisSessionStoreOptions {
  readonly commands: RedisCommands;
  readonly keys: RedisKeys;
}

/** Keeps the sessions of each user in a hash of Redis. */
export class RedisSessionStore implements SessionStore {
  readonly #commands: RedisCommands;
  readonly #keys: RedisKeys;

  constructor({ commands, keys }: RedisSessionStoreOptions) {
    this.#commands = commands;
    this.#keys = keys;
  }

  async bind(uid: string, { session, unique, floor }: NewSession, { node, type, leaseMs }: Writer) {
    const args = [session, unique, floor, node, type, leaseMs];
    const answer = await this.#commands.script(BIND_SESSION, this.#keys.userSessions(uid), ...args);
    const [fence, replaced] = answer as [string, string[]];
    return { fence: Number(fence), replaced: readPairs(replaced) };
  }

  async assert(uid: string, held: readonly HeldSession[], { node, type, leaseMs }: Writer) {
    const sessions = held.flatMap(({ session, fence, unique, connected }) => {
      return [session, fence, unique, connected ? "1" : "0"];
    });
    const args = [node, type, leaseMs, ...sessions];
    const answer = await this.#commands.script(ASSERT_SESSIONS, this.#keys.userSessions(uid), ...args);
    const [replaced, others] = answer as [string[], string[]];
    return { replaced, others: readPairs(others) };
  }

  async list(uid: string): Promise<readonly StoredSession[]> {
    return readPairs((await this.#commands.script(LIST_SESSIONS, this.#keys.userSessions(uid))) as string[]);
  }

  async forget(uid: string, sessions: readonly StoredSession[]): Promise<void> {
    const args = sessions.flatMap(({ session, until, fence }) => [session, `${until} ${fence} `]);
    await this.#commands.script(FORGET_SESSIONS, this.#keys.userSessions(uid), ...args);
  }
}

/** Reads session ids and entries; garbage is left out, and ends with its lease. */
function readPairs(pairs: readonly string[]): readonly StoredSession[] {
  const sessions: StoredSession[] = [];
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const session = parseEntry(pairs[at] ?? "", pairs[at + 1] ?? "");
    if (session !== undefined) sessions.push(session);
  }
  return sessions;
}
