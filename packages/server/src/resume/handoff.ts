import { systemError } from "@volley/protocol/internal";
import type { PeerCall } from "../peers/peer-service.js";
import type { Peers } from "../peers/peers.js";
import { parseRecord, type SessionRecord } from "../session/session-record.js";
import type { ResumeMode } from "./kept-session.js";

/** What is asked of the node that held a session. */
export interface GiveUp {
  readonly session: string;
  /** What the session's generation is from now on. */
  readonly generation: number;
  readonly mode: ResumeMode;
}

/** What a handoff works with. */
export interface HandoffParts {
  readonly peers: Peers;
  readonly isAlive: (node: string) => boolean;
  /** Lets a session of this node go, and tells what it was at last; undefined if it isn't here. */
  readonly give: (ask: GiveUp, to: string) => SessionRecord | undefined;
  /** Ends a session of this node: one of its tokens was used twice. */
  readonly revoke: (session: string) => void;
}

const GIVE = "resume.give";
const REVOKE = "resume.revoke";
/** How long a client waits for the node that held its session, in ms. What that wrote last is good, too. */
const GIVE_MS = 1_000;

/** What nodes say to each other when a session moves. */
export class Handoff {
  readonly #parts: HandoffParts;

  constructor(parts: HandoffParts) {
    this.#parts = parts;
    parts.peers.serve(GIVE, (call) => this.#serve(call));
    parts.peers.servePosts(REVOKE, (_, head) => {
      if (isRecord(head) && typeof head["session"] === "string") parts.revoke(head["session"]);
    });
  }

  /** Asks a node to let a session go. Resolves with its last state; undefined if the node doesn't have or say it. */
  ask(node: string, head: GiveUp): Promise<SessionRecord | undefined> {
    const { peers, isAlive } = this.#parts;
    if (!isAlive(node)) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      peers.call({
        node,
        method: GIVE,
        head,
        timeoutMs: GIVE_MS,
        settle: (outcome) => resolve(outcome.type === "reply" ? parseRecord(outcome.payload) : undefined),
      });
    });
  }

  /** Tells a node that a session of its is over. */
  revoke(node: string, session: string): void {
    this.#parts.peers.post(node, REVOKE, { session });
  }

  #serve(call: PeerCall): void {
    const head = readGiveUp(call.head);
    const record = this.#parts.give(head, call.from);
    call.reply(record === undefined ? undefined : Buffer.from(stringify(record)));
  }
}

/** Throws `BAD_REQUEST` for anything else. */
function readGiveUp(value: unknown): GiveUp {
  const { session, generation, mode } = isRecord(value) ? value : {};
  if (typeof session === "string" && typeof generation === "number") {
    return { session, generation, mode: mode === "handover" ? "handover" : "takeover" };
  }
  throw systemError("BAD_REQUEST", "this doesn't say which session is to be given up");
}

/** Data that JSON can't hold can't move. */
function stringify(record: SessionRecord): string {
  try {
    return JSON.stringify(record);
  } catch {
    return "";
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
