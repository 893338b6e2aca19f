import type { Ending } from "@volley/protocol";
import type { Connection, ConnectionInfo } from "./connection.js";
import type { JoinedGroup } from "./joined-groups.js";
import type { Outbox } from "./outbox.js";

/** What a session leaves to others: groups, pushes and the index of users stand on other floors. */
export interface SessionPorts<LiveSession> {
  /** `args`: the params if the pattern has any, then options. */
  join(session: LiveSession, pattern: string, ...args: readonly (object | undefined)[]): Promise<void>;
  leave(session: LiveSession, pattern: string, params?: Readonly<Record<string, string | number>>): Promise<void>;
  push(session: LiveSession, push: string, data: unknown): Promise<void>;
  /** Runs before the session gets its uid; a rejection refuses it. */
  binding(session: LiveSession, uid: string): Promise<void>;
  /** Enters the session under its uid, and runs what may still refuse it. */
  bound(session: LiveSession): Promise<void>;
  /** Takes the session out from under its uid again. */
  unbound(session: LiveSession, uid: string): void;
  tag(session: LiveSession, tag: string): void;
  untag(session: LiveSession, tag: string): void;
  /** Called when the connection is gone; false: the session ends with it, else it waits for another one. */
  detached(session: LiveSession, ending: Ending): boolean;
  /** Called when something has changed that the session would be restored with. */
  changed(session: LiveSession): void;
  /** Called once, when the session goes on on another node. */
  moved(session: LiveSession, mode: "takeover" | "handover"): void;
  /** Called once, when a session has ended and before its own close hooks run; `wasConnected`: its connection ends with it. */
  closed(session: LiveSession, ending: Ending, wasConnected: boolean): void;
  /** Parses session data with the server's schema. */
  parseData(value: unknown): unknown;
  openOutbox(session: LiveSession, connection: Connection): Outbox;
  checkUid(uid: string): void;
}

/** Whom a session belongs to. */
export interface BoundUser {
  readonly uid: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** What a session starts with. */
export interface SessionStart {
  readonly handshake: Readonly<Record<string, unknown>>;
  readonly info: ConnectionInfo;
  readonly protocol: number;
  readonly data: unknown;
  /** What it was on another node. */
  readonly restored?: Restored | undefined;
}

/** A session that goes on from another node. */
export interface Restored {
  readonly id: string;
  readonly uid: string | undefined;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
  /** It belongs to them from the start; `groups.returned()` says that it has joined them. */
  readonly groups: readonly JoinedGroup[];
  readonly version: number;
}
