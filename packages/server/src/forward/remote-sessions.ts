import { decodeJson, systemError } from "@volley/protocol/internal";
import type { CallLimits } from "../dispatch/session-calls.js";
import { SessionCalls } from "../dispatch/session-calls.js";
import { readSessionSnapshot } from "../session/session-snapshot.js";
import { RemoteSession, type RemoteSessionPorts } from "./remote-session.js";
import type { RouteHead } from "./route-head.js";

/** A session of another node, with what of its messages is here. */
export interface RemoteEntry {
  readonly session: RemoteSession;
  readonly calls: SessionCalls;
  /** Set while the newest data is being parsed. */
  ready: Promise<void> | undefined;
  /** How many of its messages are here. */
  open: number;
}

/** What a message says of its session. */
export type SessionHead = Pick<RouteHead, "session" | "generation" | "version">;

/** What remote sessions need of their node. */
export interface RemoteSessionsPorts extends RemoteSessionPorts {
  /** Tells that a session goes on on another node. */
  follow(session: string, way: { readonly from: string; readonly to: string }): void;
}

/** So many sessions are remembered that have no message here, so that their next one is quick. */
const MAX_IDLE = 1_000;

/** The sessions of other nodes whose messages are or were here. */
export class RemoteSessions {
  readonly #ports: RemoteSessionsPorts;
  readonly #limits: CallLimits;
  readonly #entries = new Map<string, RemoteEntry>();
  readonly #idle = new Set<string>();

  constructor(ports: RemoteSessionsPorts, limits: CallLimits) {
    this.#ports = ports;
    this.#limits = limits;
  }

  /** How many are known. */
  get size(): number {
    return this.#entries.size;
  }

  /**
   * Finds or makes the session that a message belongs to; `close` must follow. A session that went on on another node
   * is the same one, with the same mailboxes. Throws `BAD_REQUEST`, and `UNAVAILABLE` for what comes late from the node
   * before: something newer may have started.
   */
  open(node: string, head: SessionHead, context: Uint8Array): RemoteEntry {
    const { session: id, generation } = head;
    let entry = this.#entries.get(id);
    const known = entry?.session;
    const isLate = generation === known?.generation ? node !== known.node : generation < (known?.generation ?? 0);
    if (isLate) throw systemError("UNAVAILABLE", "this session goes on over a later connection");
    // The same version says the same: then nothing has to be read.
    if (entry === undefined || entry.session.generation < generation || entry.session.version < head.version) {
      const snapshot = readSessionSnapshot(decodeJson(context));
      if (snapshot?.id !== id) throw systemError("BAD_REQUEST", "the message says nothing of its session");
      const session = known ?? new RemoteSession(node, snapshot, this.#ports);
      if (node !== session.node) this.#ports.follow(id, { from: session.node, to: node });
      entry ??= { session, calls: new SessionCalls(this.#limits), ready: undefined, open: 0 };
      this.#parse(entry, session.update(snapshot, node));
      this.#entries.set(id, entry);
    }
    entry.open++;
    this.#idle.delete(id);
    return entry;
  }

  close(entry: RemoteEntry): void {
    entry.open--;
    if (entry.open > 0) return;
    this.#idle.add(entry.session.id);
    const [oldest] = this.#idle;
    if (this.#idle.size > MAX_IDLE && oldest !== undefined) this.#forget(oldest);
  }

  /** Forgets the idle sessions of a node that is gone. */
  nodeLeft(node: string): void {
    for (const id of [...this.#idle]) if (this.#entries.get(id)?.session.node === node) this.#forget(id);
  }

  #forget(id: string): void {
    this.#idle.delete(id);
    this.#entries.delete(id);
  }

  #parse(entry: RemoteEntry, parsing: void | Promise<void>): void {
    if (parsing === undefined) return;
    const ready: Promise<void> = parsing.finally(() => {
      if (entry.ready === ready) entry.ready = undefined;
    });
    ready.catch(() => {}); // who waits for it gets the rejection
    entry.ready = ready;
  }
}
