import { decodeJson, systemError } from "@volley/protocol/internal";
import type { CallLimits } from "../dispatch/session-calls.js";
import { SessionCalls } from "../dispatch/session-calls.js";
import { readSessionSnapshot } from "../session/session-snapshot.js";
import { RemoteSession, type RemoteSessionPorts } from "./remote-session.js";

/** A session of another node, with what of its messages is here. */
export interface RemoteEntry {
  readonly session: RemoteSession;
  readonly calls: SessionCalls;
  /** Set while the newest data is being parsed. */
  ready: Promise<void> | undefined;
  /** How many of its messages are here. */
  open: number;
}

/** So many sessions are remembered that have no message here, so that their next one is quick. */
const MAX_IDLE = 1_000;

/** The sessions of other nodes whose messages are or were here. */
export class RemoteSessions {
  readonly #ports: RemoteSessionPorts;
  readonly #limits: CallLimits;
  readonly #entries = new Map<string, RemoteEntry>();
  readonly #idle = new Set<string>();

  constructor(ports: RemoteSessionPorts, limits: CallLimits) {
    this.#ports = ports;
    this.#limits = limits;
  }

  /** How many are known. */
  get size(): number {
    return this.#entries.size;
  }

  /** Finds or makes the session that a message belongs to; `close` must follow. Throws `BAD_REQUEST`. */
  open(node: string, id: string, version: number, context: Uint8Array): RemoteEntry {
    const key = keyOf(node, id);
    let entry = this.#entries.get(key);
    // The same version says the same: then nothing has to be read.
    if (entry === undefined || entry.session.version < version) {
      const snapshot = readSessionSnapshot(decodeJson(context));
      if (snapshot?.id !== id) throw systemError("BAD_REQUEST", "the message says nothing of its session");
      const session = entry?.session ?? new RemoteSession(node, snapshot, this.#ports);
      entry ??= { session, calls: new SessionCalls(this.#limits), ready: undefined, open: 0 };
      this.#parse(entry, session.update(snapshot));
      this.#entries.set(key, entry);
    }
    entry.open++;
    this.#idle.delete(key);
    return entry;
  }

  close(entry: RemoteEntry): void {
    entry.open--;
    if (entry.open > 0) return;
    this.#idle.add(keyOf(entry.session.node, entry.session.id));
    const [oldest] = this.#idle;
    if (this.#idle.size > MAX_IDLE && oldest !== undefined) this.#forget(oldest);
  }

  /** Forgets the idle sessions of a node that is gone. */
  nodeLeft(node: string): void {
    for (const key of [...this.#idle]) if (key.startsWith(keyOf(node, ""))) this.#forget(key);
  }

  #forget(key: string): void {
    this.#idle.delete(key);
    this.#entries.delete(key);
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

/** Ids hold no space. */
function keyOf(node: string, id: string): string {
  return `${node} ${id}`;
}
