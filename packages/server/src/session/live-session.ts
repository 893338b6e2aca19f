import type { AnyContract, Ending } from "@volley/protocol";
import { encodeGoodbye, encodeJson, systemError } from "@volley/protocol/internal";
import type { Identity } from "../auth/authenticate.js";
import { randomId } from "../base/ids.js";
import type { Tasks } from "../base/tasks.js";
import { type Unsubscribe, unsubscribe } from "../base/unsubscribe.js";
import type { Connection } from "./connection.js";
import type { Outbox } from "./outbox.js";
import type { Session } from "./session.js";
import { NEW_SESSION, nextSessionState, type SessionState } from "./session-state.js";

/** What a session leaves to others: groups, pushes and the index of users stand on other floors. */
export interface SessionPorts {
  join(session: LiveSession, pattern: string, params?: Readonly<Record<string, string | number>>): Promise<void>;
  leave(session: LiveSession, pattern: string, params?: Readonly<Record<string, string | number>>): Promise<void>;
  push(session: LiveSession, push: string, data: unknown): Promise<void>;
  /** Called after a session got its uid. */
  bound(session: LiveSession): void;
  /** Called once, when a session has ended and before its close hooks run. */
  closed(session: LiveSession): void;
  /** Parses session data with the server's schema. */
  parseData(value: unknown): unknown;
  openOutbox(session: LiveSession, connection: Connection): Outbox;
  checkUid(uid: string): void;
}

/** What a session starts with. */
export interface SessionStart {
  readonly identity: Pick<Identity, "uid" | "claims"> | undefined;
  readonly handshake: Readonly<Record<string, unknown>>;
  readonly address: string;
  readonly data: unknown;
}

/** A session on the node that holds it. Handlers see it as `Session`; the server's own code attaches, sends and closes. */
export class LiveSession implements Session<AnyContract> {
  readonly id = randomId();
  readonly handshake: Readonly<Record<string, unknown>>;
  readonly #ports: SessionPorts;
  readonly #tasks: Tasks;
  readonly #closeHooks = new Set<(ending: Ending) => unknown>();
  #state: SessionState = NEW_SESSION;
  #outbox: Outbox | undefined;
  #identity: Pick<Identity, "uid" | "claims"> | undefined;
  #data: Readonly<Record<string, unknown>>;
  #address: string;

  constructor(start: SessionStart, ports: SessionPorts, tasks: Tasks) {
    this.#identity = start.identity;
    this.handshake = start.handshake;
    this.#address = start.address;
    this.#data = Object.freeze({ ...(start.data as object) });
    this.#ports = ports;
    this.#tasks = tasks;
  }

  get uid(): string {
    if (this.#identity !== undefined) return this.#identity.uid;
    throw systemError("UNAUTHORIZED", "this session belongs to no user; sign in first");
  }
  get anonymous(): boolean {
    return this.#identity === undefined;
  }
  get claims(): Readonly<Record<string, unknown>> {
    return this.#identity?.claims ?? {};
  }
  get data(): Readonly<Record<string, unknown>> {
    return this.#data;
  }
  get address(): string {
    return this.#address;
  }
  get connected(): boolean {
    return this.#state.status === "attached";
  }
  get closed(): boolean {
    return this.#state.status === "closed";
  }

  async set(patch: object): Promise<void> {
    // Parsed as a whole: a patch alone can't be held against a schema with required keys.
    const merged = await this.#ports.parseData({ ...this.#data, ...patch });
    this.#data = Object.freeze({ ...(merged as object) });
  }

  async bind(uid: string, claims?: Readonly<Record<string, unknown>>): Promise<void> {
    this.#ports.checkUid(uid);
    if (this.#identity !== undefined) {
      throw systemError("CONFLICT", "this session is bound to a user already; that can't be changed");
    }
    if (this.closed) throw systemError("NOT_FOUND", "this session has ended");
    this.#identity = { uid, claims };
    this.#ports.bound(this);
  }

  async join(pattern: string, params?: Readonly<Record<string, string | number>>): Promise<void> {
    await this.#ports.join(this, pattern, params);
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
    this.#address = connection.info.address;
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

  /** Sends a frame at the end of the tick; without a connection it is dropped, as `live` delivery has it. */
  send(frame: Uint8Array): void {
    this.#outbox?.push(frame);
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
    this.#ports.closed(this);
    for (const hook of this.#closeHooks) this.#runCloseHook(hook, ending);
    this.#closeHooks.clear();
  }

  #runCloseHook(hook: (ending: Ending) => unknown, ending: Ending): void {
    this.#tasks.run("a session's close hook", () => hook(ending));
  }
}
