import type { AnyContract, Ending } from "@volley/protocol";
import { encodeGoodbye, encodeJson, systemError } from "@volley/protocol/internal";
import { randomId } from "../base/ids.js";
import type { Tasks } from "../base/tasks.js";
import { type Unsubscribe, unsubscribe } from "../base/unsubscribe.js";
import type { Connection, ConnectionInfo } from "./connection.js";
import type { FrameDelivery } from "./frame-delivery.js";
import { OpeningFrames } from "./opening-frames.js";
import type { Outbox } from "./outbox.js";
import type { Session } from "./session.js";
import type { SessionSnapshot } from "./session-snapshot.js";
import { NEW_SESSION, nextSessionState, type SessionState } from "./session-state.js";

/** What a session leaves to others: groups, pushes and the index of users stand on other floors. */
export interface SessionPorts {
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
  /** Called once, when a session has ended and before its own close hooks run. */
  closed(session: LiveSession, ending: Ending): void;
  /** Parses session data with the server's schema. */
  parseData(value: unknown): unknown;
  openOutbox(session: LiveSession, connection: Connection): Outbox;
  checkUid(uid: string): void;
}

/** What a session starts with. */
export interface SessionStart {
  readonly handshake: Readonly<Record<string, unknown>>;
  readonly info: ConnectionInfo;
  readonly protocol: number;
  readonly data: unknown;
}

interface BoundUser {
  readonly uid: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** A session on the node that holds it. Handlers see it as `Session`; the server's own code attaches, sends and closes. */
export class LiveSession implements Session<AnyContract> {
  readonly id = randomId();
  readonly handshake: Readonly<Record<string, unknown>>;
  readonly protocol: number;
  readonly #ports: SessionPorts;
  readonly #tasks: Tasks;
  readonly #closeHooks = new Set<(ending: Ending) => unknown>();
  readonly #tags = new Set<string>();
  #state: SessionState = NEW_SESSION;
  #outbox: Outbox | undefined;
  /** Frames written before the welcome, which goes first; undefined from then on. */
  #held: OpeningFrames | undefined = new OpeningFrames();
  #user: BoundUser | undefined;
  #binding = false;
  #data: Readonly<Record<string, unknown>>;
  #setting: Promise<void> = Promise.resolve();
  #version = 1;
  #snapshot: Uint8Array | undefined;
  #info: ConnectionInfo;

  constructor(start: SessionStart, ports: SessionPorts, tasks: Tasks) {
    this.handshake = start.handshake;
    this.protocol = start.protocol;
    this.#info = start.info;
    this.#data = Object.freeze({ ...(start.data as object) });
    this.#ports = ports;
    this.#tasks = tasks;
  }

  get uid(): string {
    if (this.#user !== undefined) return this.#user.uid;
    throw systemError("UNAUTHORIZED", "this session belongs to no user; sign in first");
  }
  get anonymous(): boolean {
    return this.#user === undefined;
  }
  get claims(): Readonly<Record<string, unknown>> {
    return this.#user?.claims ?? {};
  }
  get data(): Readonly<Record<string, unknown>> {
    return this.#data;
  }
  get address(): string {
    return this.#info.address;
  }
  get transport(): string {
    return this.#info.transport;
  }
  get tags(): readonly string[] {
    return [...this.#tags];
  }
  get connected(): boolean {
    return this.#state.status === "attached";
  }
  get closed(): boolean {
    return this.#state.status === "closed";
  }

  async set(patch: object): Promise<void> {
    // One after another: of two patches that wait for an asynchronous schema, each would undo the other's.
    const merging = this.#setting.then(() => this.#merge(patch));
    this.#setting = merging.catch(() => {});
    await merging;
  }

  async #merge(patch: object): Promise<void> {
    // Parsed as a whole: a patch alone can't be held against a schema with required keys.
    const merged = await this.#ports.parseData({ ...this.#data, ...patch });
    this.#data = Object.freeze({ ...(merged as object) });
    this.#changed();
  }

  /** Grows with each change that other nodes are told of. */
  get version(): number {
    return this.#version;
  }

  /** What other nodes are told of this session, as JSON. Made once per change. Throws if JSON can't hold the data. */
  get snapshot(): Uint8Array {
    this.#snapshot ??= encodeJson(this.describe());
    return this.#snapshot;
  }

  /** Tells what other nodes may know of this session. */
  describe(): SessionSnapshot {
    const { id, handshake, address, transport, protocol, tags, data, claims } = this;
    const uid = this.#user?.uid;
    return { id, version: this.#version, uid, claims, handshake, address, transport, protocol, tags, data };
  }

  #changed(): void {
    this.#version++;
    this.#snapshot = undefined;
  }

  async bind(uid: string, claims: Readonly<Record<string, unknown>> = {}): Promise<void> {
    this.#ports.checkUid(uid);
    if (this.#user !== undefined || this.#binding) {
      throw systemError("CONFLICT", "this session is bound to a user already; that can't be changed");
    }
    this.#binding = true;
    try {
      await this.#ports.binding(this, uid);
      if (this.closed) throw systemError("NOT_FOUND", "this session has ended");
      this.#user = { uid, claims };
      this.#changed();
      await this.#ports.bound(this);
    } catch (refusal) {
      if (this.#user !== undefined) this.#ports.unbound(this, uid);
      this.#user = undefined;
      this.#changed();
      throw refusal;
    } finally {
      this.#binding = false;
    }
  }

  tag(...tags: readonly string[]): void {
    for (const tag of tags) {
      if (this.closed || this.#tags.has(tag)) continue;
      this.#ports.tag(this, tag);
      this.#tags.add(tag);
      this.#changed();
    }
  }
  untag(...tags: readonly string[]): void {
    for (const tag of tags) {
      if (!this.#tags.delete(tag)) continue;
      this.#ports.untag(this, tag);
      this.#changed();
    }
  }

  async join(pattern: string, ...args: readonly (object | undefined)[]): Promise<void> {
    await this.#ports.join(this, pattern, ...args);
  }
  async leave(pattern: string, params?: Readonly<Record<string, string | number>>): Promise<void> {
    await this.#ports.leave(this, pattern, params);
  }
  push(push: string, data?: unknown): Promise<void> {
    return this.#ports.push(this, push, data);
  }
  async kick(text: string): Promise<void> {
    this.close({ reason: "kicked", text });
  }

  onClose(handler: (ending: Ending) => unknown): Unsubscribe {
    if (this.#state.status === "closed") this.#runCloseHook(handler, this.#state.ending);
    else this.#closeHooks.add(handler);
    return unsubscribe(() => void this.#closeHooks.delete(handler));
  }

  /** Gives the session a connection; returns its generation, which `detach` wants back. */
  attach(connection: Connection): number {
    this.#state = nextSessionState(this.#state, { type: "attach", connection });
    this.#info = connection.info;
    this.#changed();
    this.#outbox = this.#ports.openOutbox(this, connection);
    return this.#state.generation;
  }

  /** Tells that a connection is gone. Until resume is built a session ends with its connection. */
  detach(generation: number, ending: Ending): void {
    this.#state = nextSessionState(this.#state, { type: "detach", generation });
    if (this.#state.status !== "detached") return;
    this.#outbox = undefined;
    this.close(ending);
  }

  /** Sends the first frame of the session, and behind it what was written while it opened. */
  welcome(frame: Uint8Array): void {
    const held = this.#held?.all() ?? [];
    this.#held = undefined;
    this.send(frame);
    for (const each of held) this.send(each.frame, each.delivery);
  }

  /** Sends a frame at the end of the tick, as its delivery has it; without a connection it is dropped. */
  send(frame: Uint8Array, delivery?: FrameDelivery): void {
    if (this.#held === undefined) this.#outbox?.push(frame, delivery);
    else this.#held.send(frame, delivery);
  }

  /** Sends a frame that the client missed. Until the welcome it waits in front of all that `send` was given. */
  replay(frame: Uint8Array): void {
    if (this.#held === undefined) this.#outbox?.push(frame);
    else this.#held.replay(frame);
  }

  /** Whether the client was welcomed: only then may it send. */
  get open(): boolean {
    return this.#held === undefined && !this.closed;
  }

  /** Ends the session for good. Only the first ending counts. */
  close(ending: Ending): void {
    const before = this.#state;
    if (before.status === "closed") return;
    this.#state = nextSessionState(before, { type: "close", ending });
    if (before.status === "attached") {
      this.#outbox?.push(encodeGoodbye(encodeJson(ending)));
      this.#outbox?.flush();
      before.connection.close(ending);
    }
    this.#outbox = undefined;
    this.#held = undefined;
    this.#ports.closed(this, ending);
    for (const hook of this.#closeHooks) this.#runCloseHook(hook, ending);
    this.#closeHooks.clear();
  }

  #runCloseHook(hook: (ending: Ending) => unknown, ending: Ending): void {
    this.#tasks.run("a session's close hook", () => hook(ending));
  }
}
