import { VolleyError } from "@volley/protocol";
import { type Cancel, type Clock, checkUid, systemError } from "@volley/protocol/internal";
import { randomId } from "../base/ids.js";
import type { Logger } from "../base/logger.js";
import type { Tasks } from "../base/tasks.js";
import { MemoryGroupRegistry } from "../presence/memory-group-registry.js";
import { Presence, type PresenceParts } from "../presence/presence.js";
import type { PresenceGroup } from "../presence/presence-group.js";
import { writeInfo } from "../presence/presence-info.js";
import { RedisKeys } from "../redis/keys.js";
import type { LiveSession } from "../session/live-session.js";
import type { SessionIndex } from "../session/session-index.js";
import type { GroupPorts } from "./group-ports.js";
import type { CreateGroupOptions, GroupStore } from "./group-store.js";
import { MemberRooms } from "./member-rooms.js";
import { MemoryGroupStore } from "./memory-group-store.js";
import { groupRoom, memberRoom, type Rooms } from "./rooms.js";

/** What groups work with. */
export interface GroupsParts {
  readonly rooms: Rooms;
  readonly sessions: SessionIndex;
  readonly clock: Clock;
  readonly tasks: Tasks;
  readonly logger: Logger;
  /** How long a user without a session in a group still counts as present there, in ms. */
  readonly graceMs: number;
  /** Tells a group who came or left. */
  readonly announce: PresenceParts["announce"];
  /** Left out on a server without a cluster. */
  readonly cluster?: GroupPorts | undefined;
}

/** How long the groups of a session are kept that moves to another node, in ms. */
const MOVE_MS = 10_000;
/** The longest time of a group: a year. */
const MAX_TTL_MS = 365 * 24 * 3_600_000;

/**
 * Groups of both kinds in one: sessions that joined (until they end), and users who are members (until they are
 * removed or the group's time is over). Each kind has a room of its own, so that leaving one keeps the other.
 */
export class Groups {
  /** Who is in which group now, by sessions that joined. */
  readonly presence: Presence;
  readonly #rooms: Rooms;
  readonly #sessions: SessionIndex;
  readonly #store: GroupStore;
  /** The store if it is this node's own. */
  readonly #ownStore: MemoryGroupStore | undefined;
  readonly #memberRooms: MemberRooms;
  readonly #clock: Clock;
  readonly #moving = new Set<Cancel>();
  #closing: Promise<void> | undefined;

  constructor(parts: GroupsParts) {
    const { rooms, sessions, clock, tasks, cluster } = parts;
    const { node = randomId(), keys = new RedisKeys(), isAlive = () => true, bus, leaseMs } = cluster ?? {};
    const registry = cluster?.registry ?? new MemoryGroupRegistry({ clock, node });
    const sessionsIn = (group: string): readonly string[] => rooms.sessionsIn([groupRoom(group)]);
    const takeOut = (group: string, session: string): void => {
      tasks.watch("leaving a group's room", rooms.leave(session, groupRoom(group)));
    };
    this.#clock = clock;
    this.#rooms = rooms;
    this.#sessions = sessions;
    this.#ownStore = cluster === undefined ? new MemoryGroupStore(clock) : undefined;
    this.#store = cluster?.store ?? (this.#ownStore as MemoryGroupStore);
    this.#memberRooms = new MemberRooms({ ...parts, store: this.#store, node, keys, bus });
    this.presence = new Presence({ ...parts, registry, node, keys, bus, leaseMs, isAlive, sessionsIn, takeOut });
  }

  /** Starts to listen to other nodes. Rejects with `UNAVAILABLE`. */
  start(): Promise<void> {
    return this.#memberRooms.start();
  }

  async create(group: string, { ttlMs }: CreateGroupOptions): Promise<void> {
    if (ttlMs !== undefined && !(ttlMs >= 1 && ttlMs <= MAX_TTL_MS)) {
      throw systemError("BAD_REQUEST", `${ttlMs} is no ttlMs: use 1 to ${MAX_TTL_MS} (a year), or leave it out`);
    }
    await this.#store.create(group, { ttlMs: ttlMs === undefined ? undefined : Math.ceil(ttlMs) });
  }

  /** Ends the group: its users are no members any more, and its sessions are taken out, on all nodes. */
  async delete(group: PresenceGroup): Promise<void> {
    await this.#change(group.name, undefined, () => this.#store.delete(group.name));
    await this.#takeAllOut(group);
  }

  renew(group: string): Promise<void> {
    return this.#store.renew(group);
  }

  async addUser(group: string, uid: string): Promise<void> {
    checkUid(uid);
    await this.#change(group, uid, () => this.#store.add(group, uid));
    await this.#memberRooms.added(group, uid);
  }

  async removeUser(group: string, uid: string): Promise<void> {
    checkUid(uid);
    await this.#change(group, uid, () => this.#store.remove(group, uid));
    await this.#memberRooms.removed(group, uid);
  }

  /** Takes out all users and all sessions, on all nodes; the group stays. */
  async removeAll(group: PresenceGroup): Promise<void> {
    await this.#change(group.name, undefined, () => this.#store.removeAll(group.name));
    await this.#takeAllOut(group);
  }

  /** Lists users: members, and those with a session that joined. Rejects with `NOT_FOUND` if there is neither. */
  async members(group: string): Promise<readonly string[]> {
    const [stored, joined] = await Promise.all([this.#store.members(group), this.presence.sessions(group)]);
    if (stored === undefined && joined.length === 0) throw systemError("NOT_FOUND", `there is no group "${group}"`);
    const present = joined.flatMap(({ uid }) => uid ?? []);
    return [...new Set([...(stored?.uids ?? []), ...present])];
  }

  /** Makes a session a member. `info`: what others learn of its user. Throws `BAD_REQUEST` if that is too much. */
  async join(session: LiveSession, group: PresenceGroup, info?: unknown): Promise<void> {
    const text = writeInfo(info);
    await this.#rooms.join(session.id, groupRoom(group.name));
    // A session that ended while its handler ran would otherwise stay in the group.
    if (session.closed) return;
    await this.presence.join(group, { session: session.id, uid: uidOf(session), info: text });
  }

  async leave(session: LiveSession, group: string): Promise<void> {
    await this.#rooms.leave(session.id, groupRoom(group));
    await this.presence.leave(group, session.id);
  }

  /** Takes out what sessions of a node left in groups that is known to be gone. */
  nodeGone(node: string): void {
    this.presence.nodeGone(node);
  }

  /** Takes a session that has ended out of everything. */
  sessionEnded(session: LiveSession): void {
    this.presence.ended(session.id);
  }

  /**
   * Lets a session go that goes on on another node: its user stays present until that node has entered it. What is left
   * then is taken out.
   */
  sessionMoved({ id }: LiveSession): void {
    const stop = this.#clock.after(MOVE_MS, () => {
      this.#moving.delete(stop);
      if (this.#sessions.get(id) === undefined) this.presence.ended(id);
    });
    this.#moving.add(stop);
  }

  /** Takes a session into the groups of its user. */
  async userJoined(session: LiveSession): Promise<void> {
    await Promise.all([this.#memberRooms.bound(session.uid), this.presence.setUid(session.id, session.uid)]);
  }

  /** Takes a session out of the groups of a user that it isn't bound to after all. */
  async userLeft(session: LiveSession): Promise<void> {
    await Promise.all([this.#memberRooms.unbound(session.id), this.presence.setUid(session.id, undefined)]);
  }

  /** Lists the sessions of this node that get pushes to the group. */
  sessionsOf(group: string): readonly LiveSession[] {
    const ids = this.#rooms.sessionsIn([groupRoom(group), memberRoom(group)]);
    return ids.flatMap((id) => this.#sessions.get(id) ?? []);
  }

  /** Tells whether a session of this node gets pushes to the group. */
  isIn(session: string, group: string): boolean {
    const rooms = this.#rooms.roomsOf(session);
    return rooms.includes(groupRoom(group)) || rooms.includes(memberRoom(group));
  }

  /** Waits until others know that the sessions of this node left, and ends everything. Never rejects. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    for (const stop of this.#moving) stop();
    this.#memberRooms.close();
    await this.presence.close();
    this.#ownStore?.close();
  }

  /** Changes the store. If it isn't known whether that was done, every node looks what became of it. */
  async #change<T>(group: string, uid: string | undefined, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (VolleyError.is(error) && error.code === "UNAVAILABLE") this.#memberRooms.changed(group, uid);
      throw error;
    }
  }

  async #takeAllOut(group: PresenceGroup): Promise<void> {
    await this.#memberRooms.emptied(group.name);
    const room = groupRoom(group.name);
    await this.#rooms.leaveAll({ rooms: [room], except: [] }, [room]);
    await this.presence.clear(group);
  }
}

function uidOf(session: LiveSession): string | undefined {
  return session.anonymous ? undefined : session.uid;
}
