import { type Clock, checkUid, systemError } from "@volley/protocol/internal";
import type { LiveSession } from "../session/live-session.js";
import type { SessionIndex } from "../session/session-index.js";
import type { CreateGroupOptions, GroupStore } from "./group-store.js";
import { MemoryGroupStore } from "./memory-group-store.js";
import { groupRoom, memberRoom, type Rooms } from "./rooms.js";

/**
 * Groups of both kinds in one: sessions that joined (until they end), and users who are members (until they are
 * removed or the group's time is over). Each kind has a room of its own, so that leaving one keeps the other.
 */
export class Groups {
  readonly #rooms: Rooms;
  readonly #sessions: SessionIndex;
  readonly #store: GroupStore;

  constructor(parts: { readonly rooms: Rooms; readonly sessions: SessionIndex; readonly clock: Clock }) {
    this.#rooms = parts.rooms;
    this.#sessions = parts.sessions;
    this.#store = new MemoryGroupStore(parts.clock, (group, uids) => this.#takeOut(group, uids));
  }

  create(group: string, options: CreateGroupOptions): Promise<void> {
    return this.#store.create(group, options);
  }

  /** Ends the group: its users are no members any more, and its sessions are taken out. */
  async delete(group: string): Promise<void> {
    this.#takeOut(group, await this.#store.delete(group));
    this.#clearSessions(group);
  }

  renew(group: string): Promise<void> {
    return this.#store.renew(group);
  }

  async addUser(group: string, uid: string): Promise<void> {
    checkUid(uid);
    await this.#store.add(group, uid);
    await Promise.all(this.#sessions.of(uid).map(({ id }) => this.#rooms.join(id, memberRoom(group))));
  }

  async removeUser(group: string, uid: string): Promise<void> {
    checkUid(uid);
    await this.#store.remove(group, uid);
    this.#takeOut(group, [uid]);
  }

  /** Takes out all users and all sessions; the group stays. */
  async removeAll(group: string): Promise<void> {
    this.#takeOut(group, await this.#store.removeAll(group));
    this.#clearSessions(group);
  }

  /** Lists users: members, and those with a session that joined. Rejects with `NOT_FOUND` if there is neither. */
  async members(group: string): Promise<readonly string[]> {
    const members = await this.#store.members(group);
    const sessions = this.#rooms.sessionsIn([groupRoom(group)]).map((id) => this.#sessions.get(id));
    if (members === undefined && sessions.length === 0) throw systemError("NOT_FOUND", `there is no group "${group}"`);
    const present = sessions.flatMap((session) => (session === undefined || session.anonymous ? [] : [session.uid]));
    return [...new Set([...(members ?? []), ...present])];
  }

  /** Takes a session into the groups of its user. */
  async userJoined(session: LiveSession): Promise<void> {
    const groups = await this.#store.groupsOf(session.uid);
    await Promise.all(groups.map((group) => this.#rooms.join(session.id, memberRoom(group))));
  }

  /** Takes a session out of the groups of a user that it isn't bound to after all. */
  async userLeft(session: LiveSession, uid: string): Promise<void> {
    const groups = await this.#store.groupsOf(uid);
    await Promise.all(groups.map((group) => this.#rooms.leave(session.id, memberRoom(group))));
  }

  /** Lists the sessions of this node that get pushes to the group. */
  sessionsOf(group: string): readonly LiveSession[] {
    const ids = this.#rooms.sessionsIn([groupRoom(group), memberRoom(group)]);
    return ids.flatMap((id) => this.#sessions.get(id) ?? []);
  }

  close(): void {
    this.#store.close();
  }

  #takeOut(group: string, uids: readonly string[]): void {
    for (const { id } of uids.flatMap((uid) => this.#sessions.of(uid))) void this.#rooms.leave(id, memberRoom(group));
  }

  #clearSessions(group: string): void {
    for (const id of this.#rooms.sessionsIn([groupRoom(group)])) void this.#rooms.leave(id, groupRoom(group));
  }
}
