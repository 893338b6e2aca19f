import { type Cancel, type Clock, systemError } from "@volley/protocol/internal";
import type { CreateGroupOptions, GroupExpired, GroupStore } from "./group-store.js";

interface StoredGroup {
  readonly uids: Set<string>;
  readonly ttlMs: number | undefined;
  stopTimer: Cancel;
}

/** Keeps groups in this process. */
export class MemoryGroupStore implements GroupStore {
  readonly #clock: Clock;
  readonly #expired: GroupExpired;
  readonly #groups = new Map<string, StoredGroup>();
  readonly #groupsByUid = new Map<string, Set<string>>();

  constructor(clock: Clock, expired: GroupExpired) {
    this.#clock = clock;
    this.#expired = expired;
  }

  async create(group: string, { ttlMs }: CreateGroupOptions): Promise<void> {
    if (this.#groups.has(group)) throw systemError("CONFLICT", `the group "${group}" exists already`);
    const stored: StoredGroup = { uids: new Set(), ttlMs, stopTimer: () => {} };
    this.#groups.set(group, stored);
    this.#arm(group, stored);
  }

  async delete(group: string): Promise<readonly string[]> {
    const uids = this.#empty(group);
    this.#get(group).stopTimer();
    this.#groups.delete(group);
    return uids;
  }

  async renew(group: string): Promise<void> {
    const stored = this.#get(group);
    if (stored.ttlMs === undefined) throw systemError("CONFLICT", `the group "${group}" has no ttlMs to renew`);
    stored.stopTimer();
    this.#arm(group, stored);
  }

  async add(group: string, uid: string): Promise<void> {
    const { uids } = this.#get(group);
    if (uids.has(uid)) throw systemError("CONFLICT", `"${uid}" is in the group "${group}" already`);
    uids.add(uid);
    const groups = this.#groupsByUid.get(uid);
    if (groups === undefined) this.#groupsByUid.set(uid, new Set([group]));
    else groups.add(group);
  }

  async remove(group: string, uid: string): Promise<void> {
    if (!this.#get(group).uids.delete(uid)) throw systemError("NOT_FOUND", `"${uid}" is not in the group "${group}"`);
    this.#forget(group, uid);
  }

  async removeAll(group: string): Promise<readonly string[]> {
    return this.#empty(group);
  }

  async members(group: string): Promise<readonly string[] | undefined> {
    const stored = this.#groups.get(group);
    return stored === undefined ? undefined : [...stored.uids];
  }

  async groupsOf(uid: string): Promise<readonly string[]> {
    return [...(this.#groupsByUid.get(uid) ?? [])];
  }

  close(): void {
    for (const { stopTimer } of this.#groups.values()) stopTimer();
    this.#groups.clear();
    this.#groupsByUid.clear();
  }

  #get(group: string): StoredGroup {
    const stored = this.#groups.get(group);
    if (stored === undefined) throw systemError("NOT_FOUND", `there is no group "${group}"; create it first`);
    return stored;
  }

  #empty(group: string): readonly string[] {
    const { uids } = this.#get(group);
    const former = [...uids];
    uids.clear();
    for (const uid of former) this.#forget(group, uid);
    return former;
  }

  #forget(group: string, uid: string): void {
    const groups = this.#groupsByUid.get(uid);
    groups?.delete(group);
    if (groups?.size === 0) this.#groupsByUid.delete(uid);
  }

  #arm(group: string, stored: StoredGroup): void {
    if (stored.ttlMs === undefined) return;
    stored.stopTimer = this.#clock.after(stored.ttlMs, () => {
      const uids = this.#empty(group);
      this.#groups.delete(group);
      this.#expired(group, uids);
    });
  }
}
