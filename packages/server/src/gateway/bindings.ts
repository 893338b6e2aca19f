import type { Ending } from "@volley/protocol";
import { systemError } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import type { Tasks } from "../base/tasks.js";
import type { SessionNews } from "../directory/session-news.js";
import type { Uniqueness, UserDirectory } from "../directory/user-directory.js";
import type { Groups } from "../groups/groups.js";
import { type Rooms, sessionRoom, userRoom } from "../groups/rooms.js";
import type { Streams } from "../push-log/streams.js";
import type { Resumes } from "../resume/resumes.js";
import type { LiveSession } from "../session/live-session.js";
import type { SessionIndex } from "../session/session-index.js";

/** What bindings are kept with. */
export interface BindingsParts {
  readonly sessions: SessionIndex;
  readonly rooms: Rooms;
  readonly groups: Groups;
  readonly streams: Streams;
  readonly directory: UserDirectory;
  /** Tells all nodes. Never fails. */
  readonly tell: (news: SessionNews) => void;
  readonly node: { readonly id: string; readonly type: string };
  readonly tasks: Tasks;
  readonly logger: Logger;
  /** Keeps sessions for clients who come back; left out: nothing does. */
  readonly resumes?: Resumes | undefined;
  /** Which older sessions of a user a new one replaces. */
  readonly uniqueness: () => Uniqueness;
}

/** Enters sessions under their users, here and in the cluster, and takes them out again. */
export class Bindings {
  readonly #parts: BindingsParts;

  constructor(parts: BindingsParts) {
    this.#parts = parts;
    parts.directory.onReplaced(({ session: id }) => {
      const session = parts.sessions.get(id);
      if (session !== undefined) parts.tasks.watch("ending a replaced session", this.#replaced(session));
    });
  }

  /** Enters a session. Rejects with `UNAVAILABLE` when the cluster can't be told, `NOT_FOUND` if it ended meanwhile. */
  async bind(session: LiveSession): Promise<void> {
    const { sessions, rooms, groups, streams, directory, uniqueness } = this.#parts;
    const { id, uid } = session;
    sessions.bind(session);
    await rooms.join(id, userRoom(uid));
    await groups.userJoined(session);
    // If the log can't be asked now it is asked again: then the client is told where its streams stand.
    await streams.settled(id).catch(() => {});
    stillOpen(session);
    const { replaced } = await directory.bind({ uid, session: id }, uniqueness());
    for (const other of replaced) {
      rooms.kick({ rooms: [sessionRoom(other.session)], except: [] }, { reason: "replaced" });
      // Its node may be gone, and its client about to come back.
      this.#parts.resumes?.forget(other.session);
    }
    stillOpen(session);
    this.#parts.tell({ type: "bound", ...this.#news(uid, id) });
  }

  /**
   * Enters a session that goes on from another node. It replaces nobody: it isn't new. Rejects with `UNAVAILABLE` when
   * the cluster can't be told, `NOT_FOUND` if it ended meanwhile.
   */
  async restore(session: LiveSession): Promise<void> {
    const { sessions, rooms, groups, directory } = this.#parts;
    if (session.anonymous) return;
    const { id, uid } = session;
    sessions.bind(session);
    await rooms.join(id, userRoom(uid));
    await groups.userJoined(session);
    stillOpen(session);
    await directory.bind({ uid, session: id }, "none");
    // It went on elsewhere while the directory was asked: what was entered is wrong.
    if (session.closed) directory.release({ uid, session: id });
    stillOpen(session);
  }

  /** Lets a session go that goes on on another node: what others know of it is that node's from now on. */
  moved(session: LiveSession): void {
    const { sessions, rooms, groups, directory } = this.#parts;
    sessions.remove(session);
    rooms.close(session.id);
    groups.sessionMoved(session);
    if (!session.anonymous) directory.release({ uid: session.uid, session: session.id });
  }

  /** Tells the cluster whether a session has its client. */
  setConnected(session: LiveSession, connected: boolean): void {
    if (session.anonymous) return;
    const { directory, tasks, logger } = this.#parts;
    const { id, uid } = session;
    const telling = directory.setConnected({ uid, session: id }, connected).catch((error: unknown) => {
      // The next renewal says it.
      logger.debug("others can't be told whether a session has its client", { session: id, error });
    });
    tasks.watch("telling whether a session has its client", telling);
  }

  /** Takes a session out from under a user that it isn't bound to after all. */
  undo(session: LiveSession, uid: string): void {
    const { sessions, rooms, groups, tasks } = this.#parts;
    sessions.unbind(session, uid);
    void rooms.leave(session.id, userRoom(uid));
    tasks.watch("leaving a user's groups", groups.userLeft(session));
    this.#unbind(session, uid, undefined);
  }

  /** Takes a session out that has ended. */
  ended(session: LiveSession, ending: Ending): void {
    this.#parts.sessions.remove(session);
    this.#parts.rooms.close(session.id);
    this.#parts.groups.sessionEnded(session);
    if (!session.anonymous) this.#unbind(session, session.uid, ending);
  }

  /**
   * The directory has a newer session of the user, or this one on another node. The latter may be the late word of a node
   * that lost it since: then the client has to come back, and enters it anew.
   */
  async #replaced(session: LiveSession): Promise<void> {
    const { resumes } = this.#parts;
    const standing = (await resumes?.standing(session)) ?? "unkept";
    if (session.closed) return;
    if (standing === "elsewhere") session.release("takeover");
    else if (standing === "unkept" || (await this.#hasNewer(session))) session.close({ reason: "replaced" });
    else resumes?.abandon(session);
  }

  /** Whether the user has a session that may have replaced this one. False if nobody can tell: the client's return does. */
  async #hasNewer({ id, uid }: LiveSession): Promise<boolean> {
    const { directory, uniqueness } = this.#parts;
    if (uniqueness() === "none") return false;
    const [found = []] = await directory.lookup([uid]).catch(() => []);
    return found.some(({ session }) => session !== id);
  }

  #unbind({ id: session }: LiveSession, uid: string, ending: Ending | undefined): void {
    const { directory, tell, tasks, logger } = this.#parts;
    const unbinding = directory.unbind({ uid, session }).then(
      ({ last }) => last,
      // It is put right later, or its lease runs out.
      (error: unknown) => {
        logger.debug("a session could not be taken out of the directory", { session, error });
        return undefined;
      },
    );
    const telling = unbinding.then((last) => {
      tell({ type: "closed", ...this.#news(uid, session), last, reason: ending?.reason });
    });
    tasks.watch("taking a session out of the directory", telling);
  }

  #news(uid: string, session: string) {
    const { id: node, type: nodeType } = this.#parts.node;
    return { uid, session, node, nodeType };
  }
}

function stillOpen(session: LiveSession): void {
  if (session.closed) throw systemError("NOT_FOUND", "this session has ended");
}
