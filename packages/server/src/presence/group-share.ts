import { type Cancel, type Clock, systemError } from "@volley/protocol/internal";
import type {
  GroupRegistry,
  JoinedSession,
  PresenceChange,
  RegistryAnswer,
  RegistryWrite,
  SessionEntry,
} from "./group-registry.js";
import type { PresenceGroup } from "./presence-group.js";

/** What a share works with. */
export interface ShareParts {
  readonly registry: GroupRegistry;
  readonly clock: Clock;
  readonly graceMs: number;
  /** Takes what a write decided: it has to be told. */
  readonly onChanges: (group: PresenceGroup, changes: readonly PresenceChange[]) => void;
  /** Takes sessions that aren't in the group any more: another node cleared it. */
  readonly onCleared: (group: PresenceGroup, sessions: readonly string[]) => void;
  /** Called when something in the group is due. */
  readonly onDue: () => void;
}

/** A session, and what is known of its user, as JSON. */
export interface LocalSession extends JoinedSession {
  readonly info: string;
}

/** What a write has to say. */
interface News {
  readonly joined: ReadonlyMap<string, unknown>;
  readonly left: ReadonlyMap<string, JoinedSession>;
  readonly afterClear: boolean;
}

/**
 * The sessions of this node in one group. One write is under way at a time, and what changes meanwhile goes into the
 * next: writes keep their order, and a thousand joins at once are one. After a write of which nothing is known, and
 * when the registry has something else, all is said anew.
 */
export class GroupShare {
  readonly group: PresenceGroup;
  readonly #parts: ShareParts;
  readonly #sessions = new Map<string, LocalSession>();
  /** Sessions that joined since the last write: for the first time, or again. */
  #joined = new Map<string, "new" | "again">();
  #left = new Map<string, JoinedSession>();
  #gone = new Set<string>();
  /** The revision that is there as far as we know: 0 for none, undefined for anything. */
  #stored: number | undefined = 0;
  #revision = 0;
  #epoch: string | undefined;
  #leaving = false;
  #watchers = 0;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #stopTimer: Cancel = () => {};

  constructor(group: PresenceGroup, parts: ShareParts) {
    this.group = group;
    this.#parts = parts;
  }

  /** The sessions of this node, written or not. */
  get sessions(): readonly LocalSession[] {
    return [...this.#sessions.values()];
  }

  /** Whether it can be forgotten: nothing is here, under way, owed or due. */
  get idle(): boolean {
    if (this.#running !== undefined || this.#next !== undefined) return false;
    return this.#sessions.size === 0 && this.#stored === 0 && !this.#leaving && this.#watchers === 0;
  }

  get(session: string): LocalSession | undefined {
    return this.#sessions.get(session);
  }

  /** Enters a session, or what it says anew. Call `write` then. */
  join(session: LocalSession): void {
    const { session: id } = session;
    const known = this.#sessions.has(id) && this.#joined.get(id) !== "new";
    this.#joined.set(id, known ? "again" : "new");
    this.#sessions.set(id, session);
  }

  /** Takes a session out. Call `write` then. */
  leave(id: string): void {
    const session = this.#sessions.get(id);
    if (session === undefined) return;
    this.#sessions.delete(id);
    const never = this.#joined.get(id) === "new";
    this.#joined.delete(id);
    if (!never) this.#left.set(id, session);
  }

  /** Takes the sessions out that aren't in the group any more, and lists them. Call `write` then. */
  keepOnly(ids: ReadonlySet<string>): readonly string[] {
    const outside = [...this.#sessions.keys()].filter((id) => !ids.has(id));
    for (const id of outside) this.leave(id);
    return outside;
  }

  /** Keeps the share alive until the function returned is called: what is due in the group is noticed here. */
  watch(): () => void {
    this.#watchers++;
    return () => void this.#watchers--;
  }

  /**
   * Writes what has changed, renews the lease, and does what is due; `gone`: nodes that are known to be. Rejects with
   * `UNAVAILABLE`; then the next write makes up for it.
   */
  write(gone: readonly string[] = []): Promise<void> {
    for (const node of gone) this.#gone.add(node);
    this.#next ??= this.#writeNext();
    return this.#next;
  }

  /** Takes all sessions of all nodes out; those that are here still, or again, come back. Rejects with `UNAVAILABLE`. */
  async clear(): Promise<void> {
    await this.write();
    const answer = await this.#send({ type: "clear" });
    if (answer.type === "written") this.#take(answer);
    if (this.#sessions.size > 0) await this.write();
  }

  /** Ends the timer. */
  stop(): void {
    this.#stopTimer();
  }

  async #writeNext(): Promise<void> {
    await this.#running?.catch(() => {});
    this.#running = this.#next;
    this.#next = undefined;
    try {
      await this.#write();
    } finally {
      this.#running = undefined;
    }
  }

  async #write(): Promise<void> {
    const [joined, left] = [this.#joined, this.#left];
    [this.#joined, this.#left] = [new Map(), new Map()];
    let last: RegistryAnswer["type"] | undefined;
    try {
      // There may be something else; when that is to be replaced, it may turn out that the group was cleared.
      for (let attempt = 0; attempt < 3; attempt++) {
        last = await this.#tell({ joined, left, afterClear: last === "cleared" });
        if (last === "written") return;
      }
      throw systemError("UNAVAILABLE", `the group "${this.group.name}" changes too fast to be written`);
    } catch (error) {
      this.#stored = undefined;
      for (const [id, kind] of joined) if (this.#sessions.has(id) && !this.#joined.has(id)) this.#joined.set(id, kind);
      for (const [id, session] of left) if (!this.#sessions.has(id)) this.#left.set(id, session);
      throw error;
    }
  }

  /** Writes once, and tells what came of it; what isn't written the next attempt replaces. */
  async #tell(news: News): Promise<RegistryAnswer["type"]> {
    const basis = this.#stored;
    const write = this.#compose(news);
    const answer = await this.#send(write);
    if (answer.type === "written") {
      this.#stored = "revision" in write ? (write.revision ?? 0) : basis;
      this.#take(answer);
    } else {
      this.#stored = undefined;
      if (answer.type === "cleared") this.#forgetAllBut(news.joined);
    }
    return answer.type;
  }

  /** The group was cleared elsewhere: whoever joined since the last write came after that. */
  #forgetAllBut(joined: News["joined"]): void {
    const cleared = [...this.#sessions.keys()].filter((id) => !joined.has(id) && !this.#joined.has(id));
    for (const id of cleared) this.#sessions.delete(id);
    this.#parts.onCleared(this.group, cleared);
  }

  #compose({ joined, left, afterClear }: News): RegistryWrite {
    const basis = this.#stored;
    const revision = this.#sessions.size > 0 ? ++this.#revision : undefined;
    if (basis === 0 && revision === undefined && left.size === 0) return { type: "look" };
    const common = { revision, left: [...left.values()] };
    if (basis !== undefined) return { type: "change", basis, entered: this.#entries(joined.keys(), joined), ...common };
    return { type: "replace", afterClear, entered: this.#entries(this.#sessions.keys(), joined), ...common };
  }

  /** What joined while this write was under way is fresh too; the next write says it again, which changes nothing. */
  #entries(ids: Iterable<string>, joined: News["joined"]): SessionEntry[] {
    return [...ids].flatMap((id) => {
      const session = this.#sessions.get(id);
      return session === undefined ? [] : [{ ...session, fresh: joined.has(id) || this.#joined.has(id) }];
    });
  }

  #send(write: RegistryWrite): Promise<RegistryAnswer> {
    const { registry, graceMs } = this.#parts;
    const presence = this.group.presence === undefined ? undefined : { graceMs, epoch: this.#epoch };
    return registry.write(this.group.name, write, { presence, gone: [...this.#gone] });
  }

  #take(answer: RegistryAnswer & { readonly type: "written" }): void {
    this.#gone.clear();
    this.#epoch = answer.epoch ?? this.#epoch;
    this.#leaving = answer.leaving;
    this.#stopTimer();
    // Who has nothing here doesn't look after the leases of others.
    const concerned = this.#sessions.size > 0 || this.#leaving || this.#watchers > 0;
    if (concerned && answer.dueInMs !== undefined) {
      this.#stopTimer = this.#parts.clock.after(answer.dueInMs, this.#parts.onDue);
    }
    if (answer.changes.length > 0) this.#parts.onChanges(this.group, answer.changes);
  }
}
