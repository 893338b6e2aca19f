import { VolleyError } from "@volley/protocol";
import { systemError } from "@volley/protocol/internal";
import type { NodeInfo } from "../cluster/node-info.js";
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
  /** The id of this node. */
  readonly node: string;
  readonly nodes: () => readonly NodeInfo[];
  readonly isAlive: (node: string) => boolean;
  /** Lets a session of this node go, and tells what it was at last; undefined if it isn't here. */
  readonly give: (ask: GiveUp, to: string) => SessionRecord | undefined;
  /** Stores a session again if it is here; tells whether it is. Rejects with `UNAVAILABLE`. */
  readonly rewrite: (session: string) => Promise<boolean>;
  /** Ends a session of this node: one of its tokens was used twice. */
  readonly revoke: (session: string) => void;
}

const GIVE = "resume.give";
const REWRITE = "resume.rewrite";
const REVOKE = "resume.revoke";
/** How long a client waits for the node that held its session, in ms. What that wrote last is good, too. */
const GIVE_MS = 1_000;
/** How long one waits until it is known whether a node has a session, in ms. */
const REWRITE_MS = 2_000;

/** What nodes say to each other when a session moves. */
export class Handoff {
  readonly #parts: HandoffParts;

  constructor(parts: HandoffParts) {
    this.#parts = parts;
    parts.peers.serve(GIVE, (call) => this.#serve(call));
    parts.peers.serve(REWRITE, (call) => this.#serveRewrite(call));
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

  /**
   * Lets the node that has a session store it again: what was stored may be lost. Resolves with whether there is such a
   * node. Rejects with `UNAVAILABLE` if one doesn't answer: it may have it.
   */
  async rewrite(session: string): Promise<boolean> {
    const { node, nodes } = this.#parts;
    const others = nodes().filter(({ id, role }) => id !== node && role !== "backend");
    const answers = await Promise.allSettled(others.map(({ id }) => this.#askToRewrite(id, session)));
    if (answers.some((each) => each.status === "fulfilled" && each.value)) return true;
    if (answers.every(({ status }) => status === "fulfilled")) return false;
    throw systemError("UNAVAILABLE", "a node doesn't say whether it has this session; try again soon");
  }

  #askToRewrite(node: string, session: string): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#parts.peers.call({
        ...{ node, method: REWRITE, head: { session }, timeoutMs: REWRITE_MS },
        settle: (outcome) => {
          if (outcome.type === "reply") return resolve(isRecord(outcome.head) && outcome.head["here"] === true);
          // An older version doesn't know the question: what it lost is lost.
          if (outcome.type === "error" && VolleyError.is(outcome.error, "UNSUPPORTED")) return resolve(false);
          reject(systemError("UNAVAILABLE", "the node doesn't answer"));
        },
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

  #serveRewrite(call: PeerCall): void {
    const session = isRecord(call.head) ? call.head["session"] : undefined;
    this.#parts.rewrite(String(session)).then(
      (here) => call.reply(undefined, { here }),
      (error: unknown) => call.fail(VolleyError.from(error)),
    );
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
