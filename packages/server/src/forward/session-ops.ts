import { type Ending, VolleyError } from "@volley/protocol";
import { type Deadlines, parseEnding, systemError } from "@volley/protocol/internal";
import type { Tasks } from "../base/tasks.js";
import { type Unsubscribe, unsubscribe } from "../base/unsubscribe.js";
import type { PeerCall } from "../peers/peer-service.js";
import type { Peers } from "../peers/peers.js";
import type { ResumeStore } from "../resume/resume-store.js";
import type { LiveSession } from "../session/live-session.js";
import type { SessionIndex } from "../session/session-index.js";
import { readSessionSnapshot, type SessionSnapshot } from "../session/session-snapshot.js";
import { LeftSessions } from "./left-sessions.js";
import { applySessionOp, readSessionOpHead, type SessionOp } from "./session-op.js";

/** What this works with. */
export interface SessionOpsParts {
  readonly peers: Peers;
  readonly sessions: SessionIndex;
  /** Knows which sessions of a node that is gone may go on elsewhere. */
  readonly store: Pick<ResumeStore, "holder">;
  readonly isAlive: (node: string) => boolean;
  readonly deadlines: Deadlines;
  readonly tasks: Tasks;
  /** How long the node that holds a session may take, in ms. */
  readonly timeoutMs: number;
}

const OP = "session.op";
const CLOSED = "session.closed";
const MOVED = "session.moved";

/** Both ends of what handlers do to sessions of other nodes: asking, and doing it for those who ask. */
export class SessionOps {
  readonly #parts: SessionOpsParts;
  /** Who waits here for the end of sessions elsewhere, by node and session. */
  readonly #watched = new Map<string, Map<string, Set<(ending: Ending) => unknown>>>();
  /** Which nodes wait for the end of sessions here, by session. */
  readonly #reporting = new Map<string, Set<string>>();
  readonly #left: LeftSessions;

  constructor(parts: SessionOpsParts) {
    this.#parts = parts;
    this.#left = new LeftSessions({
      ...parts,
      wanted: (node) => [...(this.#watched.get(node)?.keys() ?? [])],
      goesOn: (session, way) => this.follow(session, way),
      ended: (session, node) => this.#end(node, session, { reason: "network" }),
    });
    parts.peers.serve(OP, (call) => this.#serve(call));
    parts.peers.servePosts(OP, (from, head) => this.#serveTold(from, head));
    parts.peers.servePosts(CLOSED, (from, head) => this.#ended(from, head));
    parts.peers.servePosts(MOVED, (from, head) => this.#movedThere(from, head));
  }

  ask(node: string, session: string, op: SessionOp): Promise<SessionSnapshot> {
    const { peers, timeoutMs } = this.#parts;
    return new Promise((resolve, reject) => {
      peers.call({
        node,
        method: OP,
        head: { session, op },
        timeoutMs,
        settle: (outcome) => {
          if (outcome.type === "error") return reject(outcome.error);
          const snapshot = outcome.type === "reply" ? readSessionSnapshot(outcome.head) : undefined;
          if (snapshot !== undefined) return resolve(snapshot);
          reject(systemError("UNAVAILABLE", "the node that holds this session doesn't answer"));
        },
      });
    });
  }

  tell(node: string, session: string, op: SessionOp): void {
    this.#parts.peers.post(node, OP, { session, op });
  }

  onClose(node: string, session: string, handler: (ending: Ending) => unknown): Unsubscribe {
    this.#watch(node, session, [handler]);
    return unsubscribe(() => {
      // It may be on another node by now.
      for (const ofNode of this.#watched.values()) {
        const handlers = ofNode.get(session);
        if (handlers?.delete(handler) === true && handlers.size === 0) ofNode.delete(session);
      }
    });
  }

  #watch(node: string, session: string, more: Iterable<(ending: Ending) => unknown>): void {
    const ofNode = this.#watched.get(node) ?? new Map<string, Set<(ending: Ending) => unknown>>();
    this.#watched.set(node, ofNode);
    ofNode.set(session, new Set([...(ofNode.get(session) ?? []), ...more]));
    const asked = this.ask(node, session, { op: "watch" }).catch((error: unknown) => {
      // There is no such session any more: it has ended, or is on its way to another node.
      if (VolleyError.is(error, "NOT_FOUND")) this.#left.sessionLeft(session, node);
    });
    this.#parts.tasks.watch("watching a session of another node", asked);
  }

  /** Goes on waiting for the end of a session on the node where it goes on. */
  follow(session: string, { from, to }: { readonly from: string; readonly to: string }): void {
    const handlers = this.#watched.get(from)?.get(session);
    this.#watched.get(from)?.delete(session);
    if (handlers !== undefined) this.#watch(to, session, handlers);
  }

  /** Tells that a node is gone. Its sessions have not ended as long as their clients may come back. */
  nodeLeft(node: string): void {
    this.#left.nodeLeft(node);
  }

  /** Tells who waits for the end of a session that it goes on on another node. */
  moved(session: string): void {
    for (const node of this.#takeWatchers(session)) this.#parts.peers.post(node, MOVED, { session });
  }

  #serve(call: PeerCall): void {
    const head = readSessionOpHead(call.head);
    if (head === undefined) return call.fail(systemError("UNSUPPORTED", "this node doesn't know this operation"));
    const session = this.#parts.sessions.get(head.session);
    if (session === undefined) return call.fail(systemError("NOT_FOUND", "this session has ended"));
    if (head.op.op === "watch") this.#reportEnd(session, call.from);
    applySessionOp(session, head.op).then(
      () => call.reply(undefined, session.describe()),
      (error: unknown) => call.fail(VolleyError.from(error)),
    );
  }

  #serveTold(from: string, value: unknown): void {
    const head = readSessionOpHead(value);
    const session = head && this.#parts.sessions.get(head.session);
    if (head === undefined || session === undefined) return;
    this.#parts.tasks.watch(`what ${from} did to a session`, applySessionOp(session, head.op));
  }

  #reportEnd(session: LiveSession, to: string): void {
    const { id } = session;
    const nodes = this.#reporting.get(id);
    if (nodes !== undefined) return void nodes.add(to);
    this.#reporting.set(id, new Set([to]));
    session.onClose((ending) => {
      for (const node of this.#takeWatchers(id)) this.#parts.peers.post(node, CLOSED, { session: id, ending });
    });
  }

  #takeWatchers(session: string): Iterable<string> {
    const nodes = this.#reporting.get(session) ?? [];
    this.#reporting.delete(session);
    return nodes;
  }

  #movedThere(from: string, head: unknown): void {
    if (typeof head !== "object" || head === null || !("session" in head)) return;
    this.#left.sessionLeft(String(head.session), from);
  }

  #ended(from: string, head: unknown): void {
    if (typeof head !== "object" || head === null || !("session" in head) || !("ending" in head)) return;
    this.#end(from, String(head.session), parseEnding(head.ending));
  }

  #end(node: string, session: string, ending: Ending): void {
    const ofNode = this.#watched.get(node);
    const handlers = ofNode?.get(session) ?? [];
    ofNode?.delete(session);
    if (ofNode?.size === 0) this.#watched.delete(node);
    for (const handler of handlers) this.#parts.tasks.run("a session's close hook", () => handler(ending));
  }
}
