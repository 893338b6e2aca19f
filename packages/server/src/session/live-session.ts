import type { AnyContract, Ending } from "@volley/protocol";
import { encodeGoodbye, encodeJson, encodeMove, systemError } from "@volley/protocol/internal";
import { randomId } from "../base/ids.js";
import type { Tasks } from "../base/tasks.js";
import { type Unsubscribe, unsubscribe } from "../base/unsubscribe.js";
import type { Connection, ConnectionInfo } from "./connection.js";
import type { FrameDelivery } from "./frame-delivery.js";
import { JoinedGroups } from "./joined-groups.js";
import type { Session } from "./session.js";
import { SessionFrames } from "./session-frames.js";
import type { BoundUser, SessionPorts, SessionStart } from "./session-ports.js";
import type { SessionRecord } from "./session-record.js";
import type { SessionSnapshot } from "./session-snapshot.js";
import { NEW_SESSION, nextSessionState, type SessionState } from "./session-state.js";

/** A session on the node that holds it. Handlers see it as `Session`; the server's own code attaches, sends and closes. */
export class LiveSession implements Session<AnyContract> {
  readonly id: string;
  readonly groups: JoinedGroups;
  handshake: Readonly<Record<string, unknown>>;
  protocol: number;
  /** When the token was issued that says whose it is, in ms since 1970; undefined: nobody knows. */
  issuedAt: number | undefined;
  readonly #ports: SessionPorts<LiveSession>;
  readonly #tasks: Tasks;
  #closeHooks: Set<(ending: Ending) => unknown> | undefined;
  #tags: Set<string> | undefined;
  #state: SessionState = NEW_SESSION;
  readonly #frames = new SessionFrames();
  #user: BoundUser | undefined;
  #binding = false;
  #data: Readonly<Record<string, unknown>>;
  #setting: Promise<void> | undefined;
  #version = 1;
  #snapshot: Uint8Array | undefined;
  #info: ConnectionInfo;

  constructor(start: SessionStart, ports: SessionPorts<LiveSession>, tasks: Tasks) {
    const { restored } = start;
    this.id = restored?.id ?? randomId();
    this.handshake = start.handshake;
    this.protocol = start.protocol;
    this.groups = new JoinedGroups(() => this.#ports.changed(this), restored?.groups);
    if (restored !== undefined && restored.tags.length > 0) this.#tags = new Set(restored.tags);
    if (restored?.uid !== undefined) this.#user = { uid: restored.uid, claims: restored.claims };
    this.#version = (restored?.version ?? 0) + 1;
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
    return [...(this.#tags ?? [])];
  }
  get connected(): boolean {
    return this.#state.status === "attached";
  }
  /** Whether it is over here: it has ended, or goes on on another node. */
  get closed(): boolean {
    return this.#state.status === "closed" || this.#state.status === "moved";
  }
  /** Whether nobody gets an answer from here any more. */
  get gone(): boolean {
    return this.closed && !this.#frames.hasOutbox;
  }
  /** Bytes that were written to its connection and wait there. */
  get queuedBytes(): number {
    return this.#state.status === "attached" ? this.#state.connection.queuedBytes : 0;
  }
  /** Counts its connections, on all nodes. */
  get generation(): number {
    return this.#state.generation;
  }

  async set(patch: object): Promise<void> {
    // One after another: of two patches that wait for an asynchronous schema, each would undo the other's.
    const merging = (this.#setting ?? Promise.resolve()).then(() => this.#merge(patch));
    this.#setting = merging.catch(() => {});
    await merging;
  }

  async #merge(patch: object): Promise<void> {
    if (this.#state.status === "moved") throw systemError("UNAVAILABLE", "this session goes on on another node");
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
    const { id, handshake, address, transport, protocol, tags, data, claims, version, generation } = this;
    const uid = this.#user?.uid;
    return { id, version, generation, uid, claims, handshake, address, transport, protocol, tags, data };
  }

  /** What another node would restore it from. */
  get record(): SessionRecord {
    const { data, tags, version, issuedAt } = this;
    return { uid: this.#user?.uid, data, tags, groups: this.groups.all, version, issuedAt };
  }

  #changed(): void {
    this.#version++;
    this.#snapshot = undefined;
    this.#ports.changed(this);
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
    this.#tags ??= new Set();
    for (const tag of tags) {
      if (this.closed || this.#tags.has(tag)) continue;
      this.#ports.tag(this, tag);
      this.#tags.add(tag);
      this.#changed();
    }
  }
  untag(...tags: readonly string[]): void {
    for (const tag of tags) {
      if (this.#tags?.delete(tag) !== true) continue;
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
    else if (this.#closeHooks === undefined) this.#closeHooks = new Set([handler]);
    else this.#closeHooks.add(handler);
    return unsubscribe(() => void this.#closeHooks?.delete(handler));
  }

  /**
   * Gives the session a connection, and tells which one it replaces: the caller ends that. Throws `CONFLICT` if a later
   * one, as its `generation` says, has come first, or the session is over.
   */
  attach(connection: Connection, generation?: number): Connection | undefined {
    const before = this.#state;
    this.#state = nextSessionState(before, { type: "attach", connection, generation });
    if (this.#state === before) throw systemError("CONFLICT", "this session has a later connection, or is over");
    this.#info = connection.info;
    this.#frames.open(this.#ports.openOutbox(this, connection));
    this.#changed();
    return before.status === "attached" ? before.connection : undefined;
  }

  /** Takes what the client of a later connection said and is. */
  refresh(news: Pick<SessionStart, "handshake" | "protocol"> & { claims: BoundUser["claims"] | undefined }): void {
    this.handshake = news.handshake;
    this.protocol = news.protocol;
    if (this.#user !== undefined) this.#user = { uid: this.#user.uid, claims: news.claims ?? {} };
    this.#changed();
  }

  /** Tells that a connection is gone. The session waits for another one if the ports say so, else it ends. */
  detach(generation: number, ending: Ending): void {
    const before = this.#state;
    this.#state = nextSessionState(before, { type: "detach", generation });
    if (this.#state === before) return;
    this.#frames.close();
    if (before.status === "moved") return;
    this.#frames.dropHeld();
    this.#changed();
    if (!this.#ports.detached(this, ending)) this.close(ending);
  }

  /** Ends the present connection, not the session if it may wait for another one. */
  disconnect(ending: Ending): void {
    if (this.#state.status !== "attached") return;
    const { connection, generation } = this.#state;
    this.#frames.part(encodeGoodbye(encodeJson(ending)));
    this.detach(generation, ending);
    // Last: it may say at once that it is gone, which would be the reason then.
    connection.close(ending);
  }

  /** Lets the session go: it goes on on another node. Its connection here may finish what is under way. */
  release(mode: "takeover" | "handover"): void {
    if (this.closed) return;
    this.#state = nextSessionState(this.#state, { type: "move" });
    this.#frames.dropHeld();
    this.#closeHooks = undefined;
    this.#ports.moved(this, mode);
  }

  /** Asks the client to go on with another connection, on whichever node that leads it to. */
  async move({ inMs = 0 }: { readonly inMs?: number | undefined } = {}): Promise<void> {
    this.send(encodeMove(encodeJson({ inMs })));
  }

  /** Sends the first frame to a connection, and behind it what was written while it opened. */
  welcome(frame: Uint8Array, generation: number = this.generation): void {
    if (generation !== this.generation || this.closed) return;
    this.#frames.welcome(frame);
  }

  /** Sends a frame at the end of the tick, as its delivery has it; without a connection it is dropped. */
  send(frame: Uint8Array, delivery?: FrameDelivery): void {
    this.#frames.send(frame, delivery);
  }

  /** Sends a frame that the client missed. Until the welcome it waits in front of all that `send` was given. */
  replay(frame: Uint8Array): void {
    this.#frames.replay(frame);
  }

  /** Whether the client was welcomed: only then may it send. */
  get open(): boolean {
    return this.#frames.welcomed && !this.closed;
  }

  /** Ends the session for good; one that has moved only loses its connection here. Only the first ending counts. */
  close(ending: Ending): void {
    const before = this.#state;
    if (before.status === "closed") return;
    this.#state = nextSessionState(before, { type: "close", ending });
    if (before.status !== "detached" && before.connection !== undefined) this.#part(before.connection, ending);
    this.#frames.close();
    this.#frames.dropHeld();
    if (before.status === "moved") return;
    this.#ports.closed(this, ending, before.status === "attached");
    for (const hook of this.#closeHooks ?? []) this.#runCloseHook(hook, ending);
    this.#closeHooks = undefined;
  }

  #part(connection: Connection, ending: Ending): void {
    this.#frames.part(encodeGoodbye(encodeJson(ending)));
    connection.close(ending);
  }

  #runCloseHook(hook: (ending: Ending) => unknown, ending: Ending): void {
    this.#tasks.run("a session's close hook", () => hook(ending));
  }
}
