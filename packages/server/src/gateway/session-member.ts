import type { Ending } from "@volley/protocol";
import type { Tasks } from "../base/tasks.js";
import { type GroupRef, groupOfRoom, type RoomMember } from "../groups/rooms.js";
import type { Memberships } from "../rights/memberships.js";
import type { FrameDelivery } from "../session/frame-delivery.js";
import type { LiveSession } from "../session/live-session.js";

/** What members of rooms work with. */
export interface SessionMemberParts {
  readonly tasks: Tasks;
  readonly memberships: Memberships;
}

/** A session as rooms see it. */
export class SessionMember implements RoomMember {
  readonly #session: LiveSession;
  readonly #parts: SessionMemberParts;

  constructor(session: LiveSession, parts: SessionMemberParts) {
    this.#session = session;
    this.#parts = parts;
  }

  deliver(frame: Uint8Array, delivery?: FrameDelivery): void {
    this.#session.send(frame, delivery);
  }

  close(ending: Ending): void {
    this.#session.close(ending);
  }

  enter({ pattern, params }: GroupRef): void {
    this.#parts.tasks.run("joining a group", () => this.#session.join(pattern, ...given(params)));
  }

  exit({ pattern, params }: GroupRef): void {
    this.#parts.tasks.run("leaving a group", () => this.#session.leave(pattern, params));
  }

  /** Whoever took it out of a group: the app, or else it isn't there any more. */
  left(room: string): void {
    const group = groupOfRoom(room);
    if (group === undefined || this.#session.groups.delete(group)?.byClient !== true) return;
    this.#parts.memberships.tell(this.#session, [{ group, error: undefined }]);
  }
}

/** The rest of an argument list that ends where nothing is given. */
function given<T extends object>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
