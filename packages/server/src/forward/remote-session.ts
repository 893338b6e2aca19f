import type { AnyContract, Ending } from "@volley/protocol";
import { checkTag, systemError } from "@volley/protocol/internal";
import { type Unsubscribe, unsubscribe } from "../base/unsubscribe.js";
import type { Session } from "../session/session.js";
import type { SessionSnapshot } from "../session/session-snapshot.js";
import type { SessionOp } from "./session-op.js";

/** What a remote session needs of its node. */
export interface RemoteSessionPorts {
  /** Does something to the session on the node that holds it, and tells how it stands then. */
  ask(node: string, session: string, op: SessionOp): Promise<SessionSnapshot>;
  /** The same for what nobody waits for. It keeps its order with other asks and with answers. */
  tell(node: string, session: string, op: SessionOp): void;
  push(node: string, session: string, push: string, data: unknown): Promise<void>;
  parseData(value: unknown): unknown;
  /** Calls the handler when the session ends, or its node is gone. */
  onClose(node: string, session: string, handler: (ending: Ending) => unknown): Unsubscribe;
}

/**
 * A session that another node holds, as handlers here see it: what the node last told of it, and everything that
 * changes it happens there.
 */
export class RemoteSession implements Session<AnyContract> {
  readonly id: string;
  #node: string;
  readonly #ports: RemoteSessionPorts;
  #state: SessionSnapshot;
  #data: Readonly<Record<string, unknown>>;

  /** `data`: the snapshot's, parsed. */
  constructor(node: string, snapshot: SessionSnapshot, ports: RemoteSessionPorts) {
    this.id = snapshot.id;
    this.#node = node;
    this.#ports = ports;
    this.#state = snapshot;
    this.#data = Object.freeze({ ...snapshot.data });
  }

  /** The node that holds it. */
  get node(): string {
    return this.#node;
  }
  /** Which of its connections is the last that is known here. */
  get generation(): number {
    return this.#state.generation;
  }
  get version(): number {
    return this.#state.version;
  }
  get uid(): string {
    if (this.#state.uid !== undefined) return this.#state.uid;
    throw systemError("UNAUTHORIZED", "this session belongs to no user; sign in first");
  }
  get anonymous(): boolean {
    return this.#state.uid === undefined;
  }
  get claims(): Readonly<Record<string, unknown>> {
    return this.#state.claims;
  }
  get handshake(): Readonly<Record<string, unknown>> {
    return this.#state.handshake;
  }
  get address(): string {
    return this.#state.address;
  }
  get transport(): string {
    return this.#state.transport;
  }
  get protocol(): number {
    return this.#state.protocol;
  }
  get tags(): readonly string[] {
    return this.#state.tags;
  }
  get connected(): boolean {
    return true;
  }
  get data(): Readonly<Record<string, unknown>> {
    return this.#data;
  }

  /** Takes newer news of the session; older ones change nothing. Returns a promise if the schema takes time. */
  update(snapshot: SessionSnapshot, node: string = this.#node): void | Promise<void> {
    if (isOlder(snapshot, this.#state)) return;
    this.#state = snapshot;
    this.#node = node;
    // What another node parsed travelled as JSON: a schema that makes dates makes them again.
    const parsed = this.#ports.parseData(snapshot.data);
    if (parsed instanceof Promise) return parsed.then((data: object) => this.#setData(snapshot, data));
    this.#setData(snapshot, parsed as object);
  }

  async set(patch: object): Promise<void> {
    await this.#ask({ op: "set", patch });
  }
  async bind(uid: string, claims: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.#ask({ op: "bind", uid, claims });
  }
  tag(...tags: readonly string[]): void {
    for (const tag of tags) checkTag(tag);
    this.#retag([...new Set([...this.tags, ...tags])]);
    this.#ports.tell(this.node, this.id, { op: "tag", tags });
  }
  untag(...tags: readonly string[]): void {
    this.#retag(this.tags.filter((tag) => !tags.includes(tag)));
    this.#ports.tell(this.node, this.id, { op: "untag", tags });
  }
  async join(pattern: string, ...rest: readonly unknown[]): Promise<void> {
    await this.#ask({ op: "join", args: [pattern, ...rest] });
  }
  async leave(pattern: string, ...rest: readonly unknown[]): Promise<void> {
    await this.#ask({ op: "leave", args: [pattern, ...rest] });
  }
  push(push: string, data?: unknown): Promise<void> {
    return this.#ports.push(this.node, this.id, push, data);
  }
  async move({ inMs = 0 }: { readonly inMs?: number | undefined } = {}): Promise<void> {
    await this.#ask({ op: "move", inMs });
  }
  async kick(text: string): Promise<void> {
    await this.#ask({ op: "kick", text });
  }
  onClose(handler: (ending: Ending) => unknown): Unsubscribe {
    return unsubscribe(this.#ports.onClose(this.node, this.id, handler));
  }

  async #ask(op: SessionOp): Promise<void> {
    await this.update(await this.#ports.ask(this.node, this.id, op));
  }

  #retag(tags: readonly string[]): void {
    this.#state = { ...this.#state, tags };
  }

  #setData(snapshot: SessionSnapshot, data: object): void {
    if (!isOlder(snapshot, this.#state)) this.#data = Object.freeze({ ...data });
  }
}

/** A session's later connections may be on other nodes; on each of them its versions grow. */
function isOlder(one: SessionSnapshot, other: SessionSnapshot): boolean {
  return one.generation < other.generation || (one.generation === other.generation && one.version < other.version);
}
