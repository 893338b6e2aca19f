import { parseTrace } from "@volley/protocol/internal";
import { readPushDelivery } from "../groups/read-push-delivery.js";
import { frameDelivery, type PushPacket } from "../groups/rooms.js";
import type { Peers } from "../peers/peers.js";
import type { SessionIndex } from "../session/session-index.js";

const PUSH = "session.push";

/** What this works with. */
export interface SessionPushesParts {
  readonly peers: Peers;
  readonly sessions: SessionIndex;
  /** Whether a session of this node is in a group now. */
  readonly isIn: (session: string, group: string) => boolean;
  /** Makes the frame of a push; undefined if this node's contract has no such push. */
  readonly makeFrame: (packet: PushPacket) => Uint8Array | undefined;
}

/**
 * Pushes to single sessions of other nodes. They travel with answers to the same node, in the order written: what a
 * handler pushes to its caller arrives before its reply.
 */
export class SessionPushes {
  readonly #parts: SessionPushesParts;

  constructor(parts: SessionPushesParts) {
    this.#parts = parts;
    parts.peers.servePosts(PUSH, (_, head, payload) => this.#deliver(head, payload));
  }

  send(node: string, session: string, { push, rev, payload, group, delivery, trace }: PushPacket): void {
    this.#parts.peers.post(node, PUSH, { session, push, rev, group, delivery, trace }, payload);
  }

  #deliver(head: unknown, payload: Uint8Array): void {
    if (typeof head !== "object" || head === null) return;
    const { session: id, push, rev, group, delivery, trace } = head as Record<string, unknown>;
    const session = typeof id === "string" ? this.#parts.sessions.get(id) : undefined;
    if (session === undefined || typeof push !== "string" || typeof rev !== "number") return;
    if (group !== undefined && typeof group !== "string") return;
    // It may have left since the pusher learnt who is in the group.
    if (group !== undefined && !this.#parts.isIn(session.id, group)) return;
    const packet = { push, rev, payload, group, delivery: readPushDelivery(delivery), trace: parseTrace(trace) };
    const frame = this.#parts.makeFrame(packet);
    if (frame !== undefined) session.send(frame, frameDelivery(packet));
  }
}
