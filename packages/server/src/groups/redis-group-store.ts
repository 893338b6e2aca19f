import { isName } from "@volley/protocol/internal";
import type { RedisKeys } from "../redis/keys.js";
import type { RedisCommands } from "../redis/redis-commands.js";
import type { Script } from "../redis/script.js";
import {
  ADD_TO_GROUP,
  CREATE_GROUP,
  EMPTY_GROUP,
  FIND_MEMBER,
  LIST_GROUP,
  LOOK_AT_GROUP,
  NOTE_COVERED,
  REMOVE_FROM_GROUP,
  RENEW_GROUP,
} from "./group-scripts.js";
import {
  alreadyIn,
  type CreateGroupOptions,
  type GroupStore,
  groupExists,
  type Membership,
  noGroup,
  noTime,
  notIn,
  type StoredMembers,
} from "./group-store.js";
import { UserIndex } from "./user-index.js";

/** How many users are seen to at once. */
const BATCH = 100;
/** How often a group may be deleted and made again with another time while a user is being added. */
const ATTEMPTS = 5;

/** Keeps groups of users in Redis. */
export class RedisGroupStore implements GroupStore {
  readonly #commands: RedisCommands;
  readonly #keys: RedisKeys;
  readonly #index: UserIndex;

  constructor(parts: { readonly commands: RedisCommands; readonly keys: RedisKeys }) {
    this.#commands = parts.commands;
    this.#keys = parts.keys;
    this.#index = new UserIndex(parts);
  }

  async create(group: string, { ttlMs = 0 }: CreateGroupOptions): Promise<void> {
    if ((await this.#run(CREATE_GROUP, group, ttlMs)) !== 1) throw groupExists(group);
  }

  delete(group: string): Promise<readonly string[]> {
    return this.#empty(group, 0);
  }

  removeAll(group: string): Promise<readonly string[]> {
    return this.#empty(group, 1);
  }

  async renew(group: string): Promise<void> {
    const answer = await this.#run(RENEW_GROUP, group);
    if (answer === 0) throw noGroup(group);
    if (answer === -1) throw noTime(group);
    if (!Array.isArray(answer)) return;
    const [ttlMs, covered, fields] = answer as [number, number, string[]];
    await inBatches(uidsIn(fields), (uid) => this.#index.enter(uid, group, 3 * ttlMs));
    await this.#run(NOTE_COVERED, group, ttlMs, covered);
  }

  async add(group: string, uid: string): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const found = await this.#run(LOOK_AT_GROUP, group, uid);
      if (!Array.isArray(found)) throw noGroup(group);
      const [ttlMs, isIn] = found as [number, number];
      if (isIn === 1) throw alreadyIn(group, uid);
      // Longer than it is counted on: a renewal finds in time that it has to be written again.
      const enter = (): Promise<void> => this.#index.enter(uid, group, 3 * ttlMs);
      // Before, so that a member is always found; and after, so that nobody strikes it who saw no member in between.
      await enter();
      const answer = await this.#run(ADD_TO_GROUP, group, uid, ttlMs);
      if (answer === 1) {
        await enter();
        // Whoever removed the user meanwhile struck the first entry only.
        if ((await this.#find(group, uid)) === undefined) await this.#clean(group, uid);
        return;
      }
      await this.#clean(group, uid);
      if (answer === 0) throw noGroup(group);
      if (answer === -1) throw alreadyIn(group, uid);
    }
    throw noGroup(group);
  }

  async remove(group: string, uid: string): Promise<void> {
    const answer = await this.#run(REMOVE_FROM_GROUP, group, uid);
    if (answer === 0) throw noGroup(group);
    if (answer !== 1) throw notIn(group, uid);
    await this.#clean(group, uid);
  }

  async members(group: string): Promise<StoredMembers | undefined> {
    const answer = await this.#run(LIST_GROUP, group);
    if (!Array.isArray(answer)) return undefined;
    const [endsInMs, fields] = answer as [number, string[]];
    return { uids: uidsIn(fields), endsInMs: timeOf(endsInMs) };
  }

  async groupsOf(uid: string): Promise<readonly Membership[]> {
    const found: Membership[] = [];
    await inBatches(Object.entries(await this.#index.read(uid)), async ([group, entry]) => {
      const membership = await this.#find(group, uid);
      if (membership !== undefined) found.push(membership);
      else await this.#index.strike(uid, group, entry);
    });
    return found;
  }

  close(): void {}

  async #empty(group: string, stays: 0 | 1): Promise<readonly string[]> {
    const fields = await this.#run(EMPTY_GROUP, group, stays);
    if (!Array.isArray(fields)) throw noGroup(group);
    const uids = uidsIn(fields as string[]);
    await inBatches(uids, (uid) => this.#clean(group, uid));
    return uids;
  }

  /** Strikes a group out of a user's index. What is left there for a while does no harm: it is never believed. */
  async #clean(group: string, uid: string): Promise<void> {
    try {
      const entry = (await this.#index.read(uid))[group];
      if (entry !== undefined && (await this.#find(group, uid)) === undefined) {
        await this.#index.strike(uid, group, entry);
      }
    } catch {
      // The operation itself was done. The next reading of the user's groups finds it.
    }
  }

  async #find(group: string, uid: string): Promise<Membership | undefined> {
    const [isIn, endsInMs] = (await this.#run(FIND_MEMBER, group, uid)) as [number, number];
    return isIn === 1 ? { group, endsInMs: timeOf(endsInMs) } : undefined;
  }

  #run(script: Script, group: string, ...args: readonly (string | number)[]): Promise<unknown> {
    return this.#commands.script(script, this.#keys.group(group), ...args);
  }
}

/** The field with the empty name says that there is a group; any other that is no name is nobody. */
function uidsIn(fields: readonly string[]): readonly string[] {
  return fields.filter(isName);
}

function timeOf(ms: number): number | undefined {
  return ms < 0 ? undefined : ms;
}

async function inBatches<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += BATCH) await Promise.all(items.slice(at, at + BATCH).map(work));
}
