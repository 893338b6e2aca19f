import type { Cancel, Clock } from "@volley/protocol/internal";
import { handled } from "../base/handled.js";
import type { Logger } from "../base/logger.js";
import type { Tasks } from "../base/tasks.js";
import type { Unsubscribe } from "../base/unsubscribe.js";
import type { Bus } from "../cluster/bus.js";
import type { RedisKeys } from "../redis/keys.js";
import type { SessionIndex } from "../session/session-index.js";
import { FreshReads } from "./fresh-reads.js";
import { encodeGroupNews, parseGroupNews } from "./group-news.js";
import type { GroupStore, Membership, StoredMembers } from "./group-store.js";
import { groupOfMemberRoom, memberRoom, type Rooms, userRoom } from "./rooms.js";

/** What member rooms work with. */
export interface MemberRoomsParts {
  readonly rooms: Rooms;
  readonly sessions: SessionIndex;
  readonly store: GroupStore;
  readonly clock: Clock;
  readonly tasks: Tasks;
  readonly logger: Logger;
  /** The id of this node. */
  readonly node: string;
  /** What carries news to other nodes; left out: there are none. */
  readonly bus?: Bus | undefined;
  readonly keys: RedisKeys;
}

/** How many users are read at once when all are. */
const BATCH = 100;
/** How soon all are read again after something couldn't be, in ms. */
const RETRY_MS = 1_000;

/**
 * Keeps the sessions of users in the rooms of their groups. A change of the store is followed by a change of rooms on
 * all nodes, in order with pushes, and then by news; whoever has sessions of that user looks into the store and makes
 * its rooms agree. So rooms are right in the end, in whatever order changes of different nodes arrive here, and
 * however they meet a session that is just being bound.
 */
export class MemberRooms {
  readonly #parts: MemberRoomsParts;
  readonly #reads = new FreshReads();
  /** Timers of the groups that will be over. */
  readonly #ends = new Map<string, Cancel>();
  #reading: Promise<void> | undefined;
  #again = false;
  #closed = false;
  #stopRetry: Cancel = () => {};
  readonly #stopListening: (() => void)[] = [];

  constructor(parts: MemberRoomsParts) {
    this.#parts = parts;
  }

  /** Listens to other nodes. Rejects with `UNAVAILABLE`. */
  async start(): Promise<void> {
    const { bus, keys, node } = this.#parts;
    if (bus === undefined) return;
    const stop: Unsubscribe = await bus.subscribe(keys.groupNews, (message) => {
      const news = parseGroupNews(message);
      if (news === undefined || news.from === node) return;
      this.#reads.changed(news.group, news.uid);
      if (news.done) this.#look(news.group, news.uid);
    });
    this.#stopListening.push(
      stop,
      bus.onChange((up) => up && this.resync()),
    );
  }

  /** Takes the sessions of a user that was added in, on all nodes. */
  async added(group: string, uid: string): Promise<void> {
    await this.#parts.rooms.joinAll({ rooms: [userRoom(uid)], except: [] }, [memberRoom(group)]);
    this.changed(group, uid);
  }

  /** Takes the sessions of a user that was removed out, on all nodes. */
  removed(group: string, uid: string): Promise<void> {
    return this.#takeOut(group, uid, userRoom(uid));
  }

  /** Takes the sessions of all users of a group out, on all nodes. */
  emptied(group: string): Promise<void> {
    return this.#takeOut(group, undefined, memberRoom(group));
  }

  /** Makes all nodes look what became of a user in a group; of all its users without a uid. */
  changed(group: string, uid?: string): void {
    this.#reads.changed(group, uid);
    this.#look(group, uid);
    this.#tell(group, uid, true);
  }

  /** Takes the sessions of a user, one of them just bound, into the groups of the user. It never rejects. */
  async bound(uid: string): Promise<void> {
    await this.#readUser(uid);
  }

  /** Takes a session out of the groups of a user that it isn't bound to after all. */
  async unbound(sessionId: string): Promise<void> {
    const { rooms } = this.#parts;
    const left = rooms.roomsOf(sessionId).filter((room) => groupOfMemberRoom(room) !== undefined);
    await Promise.all(left.map((room) => rooms.leave(sessionId, room)));
  }

  /** Reads the groups of all users who are here: news may have been lost. */
  resync(): void {
    this.#again = true;
    this.#reading ??= this.#passes().finally(() => {
      this.#reading = undefined;
    });
    this.#parts.tasks.watch("reading the groups of users", this.#reading);
  }

  close(): void {
    this.#closed = true;
    for (const stop of this.#stopListening) stop();
    for (const stop of this.#ends.values()) stop();
    this.#ends.clear();
    this.#stopRetry();
  }

  async #takeOut(group: string, uid: string | undefined, who: string): Promise<void> {
    this.#reads.changed(group, uid);
    this.#tell(group, uid, false);
    await this.#parts.rooms.leaveAll({ rooms: [who], except: [] }, [memberRoom(group)]);
    this.changed(group, uid);
  }

  #tell(group: string, uid: string | undefined, done: boolean): void {
    const { bus, keys, node } = this.#parts;
    if (bus === undefined) return;
    // Nodes that it doesn't reach read everything when the bus is up again.
    void handled(bus.publish(keys.groupNews, encodeGroupNews({ from: node, group, uid, done })));
  }

  #look(group: string, uid: string | undefined): void {
    const { tasks } = this.#parts;
    if (uid === undefined) tasks.watch("reading the users of a group", this.#readGroup(group));
    else tasks.watch("reading the groups of a user", this.#readUser(uid));
  }

  /** Tells whether it was read. */
  #readUser(uid: string): Promise<boolean> {
    const { rooms, sessions, store } = this.#parts;
    if (sessions.of(uid).length === 0) return Promise.resolve(true);
    const steps = {
      read: () => store.groupsOf(uid),
      use: (groups: readonly Membership[]) => this.#setUser(uid, groups),
      here: () =>
        sessions
          .of(uid)
          .map(({ id }) => [id, ...rooms.roomsOf(id)].join())
          .join(),
    };
    return this.#attempt(this.#reads.run({ uid }, steps));
  }

  #readGroup(group: string): Promise<boolean> {
    const { rooms, store } = this.#parts;
    const steps = {
      read: () => store.members(group),
      use: (members: StoredMembers | undefined) => this.#setGroup(group, members),
      here: () => rooms.sessionsIn([memberRoom(group)]).join(),
    };
    return this.#attempt(this.#reads.run({ group }, steps));
  }

  async #attempt(work: Promise<void>): Promise<boolean> {
    try {
      await work;
      return true;
    } catch (error) {
      this.#parts.logger.debug("groups of users can't be read now", { error });
      this.#stopRetry();
      if (!this.#closed) this.#stopRetry = this.#parts.clock.after(RETRY_MS, () => this.resync());
      return false;
    }
  }

  #setUser(uid: string, groups: readonly Membership[]): void {
    const wanted = new Set(groups.map(({ group }) => memberRoom(group)));
    for (const { id } of this.#parts.sessions.of(uid)) {
      const present = new Set(this.#parts.rooms.roomsOf(id));
      for (const room of present) if (groupOfMemberRoom(room) !== undefined && !wanted.has(room)) this.#leave(id, room);
      for (const room of wanted) if (!present.has(room)) this.#join(id, room);
    }
    for (const { group, endsInMs } of groups) this.#arm(group, endsInMs);
  }

  #setGroup(group: string, members: StoredMembers | undefined): void {
    const { rooms, sessions } = this.#parts;
    const room = memberRoom(group);
    const wanted = new Set((members?.uids ?? []).flatMap((uid) => sessions.of(uid).map(({ id }) => id)));
    const present = new Set(rooms.sessionsIn([room]));
    for (const id of present) if (!wanted.has(id)) this.#leave(id, room);
    for (const id of wanted) if (!present.has(id)) this.#join(id, room);
    this.#arm(group, wanted.size === 0 ? undefined : members?.endsInMs);
  }

  #join(session: string, room: string): void {
    this.#parts.tasks.watch("entering a group's room", this.#parts.rooms.join(session, room));
  }

  #leave(session: string, room: string): void {
    this.#parts.tasks.watch("leaving a group's room", this.#parts.rooms.leave(session, room));
  }

  /** Looks at the group when its time is over: it may have been renewed by then. */
  #arm(group: string, endsInMs: number | undefined): void {
    this.#ends.get(group)?.();
    this.#ends.delete(group);
    if (endsInMs === undefined || this.#closed) return;
    const stop = this.#parts.clock.after(endsInMs, () => {
      this.#ends.delete(group);
      this.#look(group, undefined);
    });
    this.#ends.set(group, stop);
  }

  /** One pass at a time over all users; whoever asks during one gets another behind it. */
  async #passes(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      const all = this.#parts.sessions.all();
      const uids = [...new Set(all.flatMap((session) => (session.anonymous ? [] : [session.uid])))];
      for (let at = 0; at < uids.length; at += BATCH) {
        const done = await Promise.all(uids.slice(at, at + BATCH).map((uid) => this.#readUser(uid)));
        // Nothing gets through: the retry comes.
        if (!done.includes(true)) return;
      }
    }
  }
}
