import { type Clock, ManualClock } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import { Tasks } from "../base/tasks.js";
import { RedisKeys } from "../redis/keys.js";
import type { LiveSession } from "../session/live-session.js";
import { SessionIndex } from "../session/session-index.js";
import { memberRoom, type Rooms, userRoom } from "./rooms.js";
import type { TestNet } from "./test-net.fixture.js";

/** A logger that says nothing. */
export const SILENT: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** What the parts of a node work with that a test is about, and sessions to try them with. */
export class TestNode {
  readonly name: string;
  readonly rooms: Rooms;
  readonly sessions = new SessionIndex();
  readonly parts;
  /** What each session got. */
  readonly got = new Map<string, number[]>();

  constructor(name: string, net: TestNet, clock: Clock = new ManualClock()) {
    const { rooms, bus } = net.join(name);
    this.name = name;
    this.rooms = rooms;
    const tasks = new Tasks(SILENT);
    const keys = new RedisKeys();
    this.parts = { node: name, rooms, bus, keys, sessions: this.sessions, clock, tasks, logger: SILENT };
  }

  /** Opens a session and binds it, as the gateway does; what follows the binding is the test's. */
  open(id: string, uid?: string): LiveSession {
    const session = { id, uid, anonymous: uid === undefined, closed: false } as unknown as LiveSession;
    this.sessions.add(session);
    this.got.set(id, []);
    this.rooms.open(id, {
      deliver: ([value = -1]) => void this.got.get(id)?.push(value),
      close: () => this.close(session),
      enter: () => {},
      exit: () => {},
    });
    if (uid !== undefined) this.bind(session, uid);
    return session;
  }

  bind(session: LiveSession, uid: string): void {
    Object.assign(session, { uid, anonymous: false });
    this.sessions.bind(session);
    void this.rooms.join(session.id, userRoom(uid));
  }

  close(session: LiveSession): void {
    Object.assign(session, { closed: true });
    this.sessions.remove(session);
    this.rooms.close(session.id);
  }

  /** Lists the sessions of this node that are in the room of a group's members. */
  members(group: string): string[] {
    return this.rooms.sessionsIn([memberRoom(group)]).toSorted();
  }

  /** Pushes a number to a group's members on all nodes. */
  push(group: string, value: number): void {
    const packet = { push: "x.y", rev: 1, payload: Uint8Array.of(value), group };
    this.rooms.broadcast(packet, { rooms: [memberRoom(group)], except: [] });
  }
}
