import type { Cancel, Clock } from "@volley/protocol/internal";
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

interface StoredGroup {
  readonly uids: Set<string>;
  readonly ttlMs: number | undefined;
  endsAt: number | undefined;
  stopTimer: Cancel;
}

/** Keeps groups in this process; several nodes in it may share one store. */
export class MemoryGroupStore implements GroupStore {
  readonly #clock: Clock;
  readonly #groups = new Map<string, StoredGroup>();
  readonly #groupsByUid = new Map<string, Set<string>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async create(group: string, { ttlMs }: CreateGroupOptions): Promise<void> {
    if (this.#find(group) !== undefined) throw groupExists(group);
    const stored: StoredGroup = { uids: new Set(), ttlMs, endsAt: undefined, stopTimer: () => {} };
    this.#groups.set(group, stored);
    this.#arm(group, stored);
  }

  async delete(group: string): Promise<readonly string[]> {
    return this.#drop(group, this.#get(group));
  }

  async renew(group: string): Promise<void> {
    const stored = this.#get(group);
    if (stored.ttlMs === undefined) throw noTime(group);
    this.#arm(group, stored);
  }

  async add(group: string, uid: string): Promise<void> {
    const { uids } = this.#get(group);
    if (uids.has(uid)) throw alreadyIn(group, uid);
    uids.add(uid);
    const groups = this.#groupsByUid.get(uid);
    if (groups === undefined) this.#groupsByUid.set(uid, new Set([group]));
    else groups.add(group);
  }

  async remove(group: string, uid: string): Promise<void> {
    if (!this.#get(group).uids.delete(uid)) throw notIn(group, uid);
    this.#forget(group, uid);
  }

  async removeAll(group: string): Promise<readonly string[]> {
    return this.#empty(group, this.#get(group));
  }

  async members(group: string): Promise<StoredMembers | undefined> {
    const stored = this.#find(group);
    return stored === undefined ? undefined : { uids: [...stored.uids], endsInMs: this.#left(stored) };
  }

  async groupsOf(uid: string): Promise<readonly Membership[]> {
    return [...(this.#groupsByUid.get(uid) ?? [])].flatMap((group) => {
      const stored = this.#find(group);
      return stored === undefined ? [] : [{ group, endsInMs: this.#left(stored) }];
    });
  }

  close(): void {
    for (const { stopTimer } of this.#groups.values()) stopTimer();
    this.#groups.clear();
    this.#groupsByUid.clear();
  }

  #get(group: string): StoredGroup {
    const stored = this.#find(group);
    if (stored === undefined) throw noGroup(group);
    return stored;
  }

  /** A group whose time is over is gone, also when its timer comes late. */
  #find(group: string): StoredGroup | undefined {
    const stored = this.#groups.get(group);
    if (stored === undefined || this.#left(stored) !== 0) return stored;
    this.#drop(group, stored);
    return undefined;
  }

  #left({ endsAt }: StoredGroup): number | undefined {
    return endsAt === undefined ? undefined : Math.max(0, endsAt - this.#clock.monotonic());
  }

  #drop(group: string, stored: StoredGroup): readonly string[] {
    stored.stopTimer();
    this.#groups.delete(group);
    return this.#empty(group, stored);
  }

  #empty(group: string, { uids }: StoredGroup): readonly string[] {
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
    stored.stopTimer();
    if (stored.ttlMs === undefined) return;
    stored.endsAt = this.#clock.monotonic() + stored.ttlMs;
    // A clock's longest delay may be shorter: then the timer looks again.
    const due = (): void => {
      if (this.#find(group) === stored) stored.stopTimer = this.#clock.after(this.#left(stored) ?? 0, due);
    };
    stored.stopTimer = this.#clock.after(stored.ttlMs, due);
  }
}
