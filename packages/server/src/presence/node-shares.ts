import type { Cancel, Clock } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import type { Tasks } from "../base/tasks.js";
import type { GroupRegistry, PresenceChange } from "./group-registry.js";
import { GroupShare, type LocalSession } from "./group-share.js";
import type { PresenceGroup } from "./presence-group.js";

/** What the shares of a node work with. */
export interface NodeSharesParts {
  readonly registry: GroupRegistry;
  readonly clock: Clock;
  readonly tasks: Tasks;
  readonly logger: Logger;
  readonly graceMs: number;
  /** How long what is written holds; renewed three times as often. Left out: for ever. */
  readonly leaseMs?: number | undefined;
  /** Lists the sessions of this node that are in a group now: what the registry has to say in the end. */
  readonly sessionsIn: (group: string) => readonly string[];
  /** Takes a session of this node out of a group that another node cleared. */
  readonly takeOut: (group: string, session: string) => void;
  readonly onChanges: (group: PresenceGroup, changes: readonly PresenceChange[]) => void;
}

/** How many groups are written at once when all are. */
const BATCH = 100;
/** How soon all is written again after something couldn't be, in ms. */
const RETRY_MS = 1_000;

/**
 * The sessions of this node in all groups, kept in the registry: written when they change, renewed while they last,
 * and corrected when the registry is back, or has lost something.
 */
export class NodeShares {
  readonly #parts: NodeSharesParts;
  readonly #shares = new Map<string, GroupShare>();
  readonly #groupsOf = new Map<string, Set<string>>();
  #writing: Promise<void> | undefined;
  readonly #gone = new Set<string>();
  #again = false;
  #failing = false;
  #closed = false;
  #stopTick: Cancel = () => {};
  #stopRetry: Cancel = () => {};

  constructor(parts: NodeSharesParts) {
    this.#parts = parts;
    this.#tick();
  }

  /** Enters a session. Resolves when others know it, or when it turned out that they will learn it later only. */
  async join(group: PresenceGroup, session: LocalSession): Promise<void> {
    const share = this.#share(group);
    share.join(session);
    const groups = this.#groupsOf.get(session.session);
    if (groups === undefined) this.#groupsOf.set(session.session, new Set([group.name]));
    else groups.add(group.name);
    await this.#write(share);
  }

  /** Takes a session out of a group. Resolves as `join` does. */
  async leave(group: string, session: string): Promise<void> {
    this.#forget(group, session);
    const share = this.#shares.get(group);
    if (share?.get(session) === undefined) return;
    share.leave(session);
    await this.#write(share);
  }

  /** Takes a session out of everything. */
  async leaveAll(session: string): Promise<void> {
    const groups = [...(this.#groupsOf.get(session) ?? [])];
    await Promise.all(groups.map((group) => this.leave(group, session)));
  }

  /** Says whom a session belongs to now. */
  async setUid(session: string, uid: string | undefined): Promise<void> {
    const groups = [...(this.#groupsOf.get(session) ?? [])];
    const joined = groups.flatMap((name) => {
      const share = this.#shares.get(name);
      const local = share?.get(session);
      return share === undefined || local === undefined ? [] : [this.join(share.group, { ...local, uid })];
    });
    await Promise.all(joined);
  }

  /** Lists the sessions of this node in a group. */
  sessions(group: string): readonly LocalSession[] {
    return this.#shares.get(group)?.sessions ?? [];
  }

  /** Does what is due in a group. Rejects with `UNAVAILABLE`. */
  async look(group: PresenceGroup): Promise<void> {
    const share = this.#share(group);
    try {
      await share.write();
    } finally {
      this.#dropIdle(share);
    }
  }

  /** Keeps an eye on a group, whether sessions of this node are in it or not. */
  watch(group: PresenceGroup): () => void {
    const share = this.#share(group);
    const stop = share.watch();
    this.#parts.tasks.watch("looking at a group", this.#write(share));
    return () => {
      stop();
      this.#dropIdle(share);
    };
  }

  /** Takes the sessions of all nodes out that aren't in the group any more. Resolves as `join` does. */
  async clear(group: PresenceGroup): Promise<void> {
    const share = this.#share(group);
    this.#keepWhoIsThere(share);
    try {
      await share.clear();
    } catch (error) {
      this.#retrySoon(error);
    } finally {
      this.#dropIdle(share);
    }
  }

  /**
   * Writes everything anew: the registry may have missed or lost something. `gone`: a node that is known to be; what it
   * left behind in the groups of this node is taken out.
   */
  resync(gone?: string): void {
    if (gone !== undefined) this.#gone.add(gone);
    this.#again = true;
    this.#writing ??= this.#passes().finally(() => {
      this.#writing = undefined;
    });
    this.#parts.tasks.watch("writing which sessions are in groups", this.#writing);
  }

  /** Waits until what is under way is written, and ends all timers. Never rejects. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopTick();
    this.#stopRetry();
    await Promise.all([...this.#shares.values()].map((share) => this.#write(share)));
    for (const share of this.#shares.values()) share.stop();
  }

  #share(group: PresenceGroup): GroupShare {
    const known = this.#shares.get(group.name);
    if (known !== undefined) return known;
    const { registry, clock, graceMs, tasks, onChanges, takeOut } = this.#parts;
    const onDue = (): void => tasks.watch("looking at a group", this.#write(share));
    const onCleared = ({ name }: PresenceGroup, cleared: readonly string[]): void => {
      for (const session of cleared) {
        this.#forget(name, session);
        takeOut(name, session);
      }
    };
    const share = new GroupShare(group, { registry, clock, graceMs, onChanges, onCleared, onDue });
    this.#shares.set(group.name, share);
    return share;
  }

  /** Tells whether it was written. */
  async #write(share: GroupShare, gone: readonly string[] = []): Promise<boolean> {
    try {
      await share.write(gone);
      return true;
    } catch (error) {
      this.#retrySoon(error);
      return false;
    } finally {
      this.#dropIdle(share);
    }
  }

  #retrySoon(error: unknown): void {
    if (!this.#failing) this.#parts.logger.warn("other nodes can't be told now who is in which group", { error });
    this.#failing = true;
    if (this.#closed) return;
    this.#stopRetry();
    this.#stopRetry = this.#parts.clock.after(RETRY_MS, () => this.resync());
  }

  #tick(): void {
    const { leaseMs, clock } = this.#parts;
    if (leaseMs === undefined) return;
    this.#stopTick = clock.after(leaseMs / 3, () => {
      this.resync();
      if (!this.#closed) this.#tick();
    });
  }

  /** One pass at a time over all groups; whoever asks during one gets another behind it. */
  async #passes(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      const gone = [...this.#gone];
      this.#gone.clear();
      const shares = [...this.#shares.values()];
      let failed = false;
      for (let at = 0; at < shares.length; at += BATCH) {
        const batch = shares.slice(at, at + BATCH);
        for (const share of batch) this.#keepWhoIsThere(share);
        const done = await Promise.all(batch.map((share) => this.#write(share, gone)));
        // Nothing gets through: the retry comes.
        if (!done.includes(true)) return;
        failed ||= done.includes(false);
      }
      if (!failed) this.#failing = false;
    }
  }

  /** Where sessions of this node are is known here; another node may have taken them out. */
  #keepWhoIsThere(share: GroupShare): void {
    const { name } = share.group;
    const outside = share.keepOnly(new Set(this.#parts.sessionsIn(name)));
    for (const session of outside) this.#forget(name, session);
  }

  #forget(group: string, session: string): void {
    const groups = this.#groupsOf.get(session);
    groups?.delete(group);
    if (groups?.size === 0) this.#groupsOf.delete(session);
  }

  #dropIdle(share: GroupShare): void {
    if (this.#closed) share.stop();
    if (!share.idle || this.#shares.get(share.group.name) !== share) return;
    share.stop();
    this.#shares.delete(share.group.name);
  }
}
