import type { Ending } from "@volley/protocol";
import { type Cancel, ENDINGS } from "@volley/protocol/internal";
import { formatRecord, type SessionRecord } from "../session/session-record.js";
import type { HeldSession, SessionWrite } from "./resume-store.js";

/** How a connection that is replaced ends: at once, or when the requests that came over it are answered. */
export type ResumeMode = "takeover" | "handover";

/** A session of this node, as far as keeping it goes. */
export interface Resumable {
  readonly id: string;
  /** What another node would restore it from. */
  readonly record: SessionRecord;
  /** Ends it for good. */
  close(ending: Ending): void;
  /** Lets it go: it goes on on another node, and has not ended. */
  release(mode: ResumeMode): void;
}

/** Where a kept session stands: it has its client, or waits for it until a time on the node's monotonic clock. */
export type Waiting =
  | { readonly type: "attached" }
  | { readonly type: "waiting"; readonly until: number; readonly ending: Ending; readonly stop: Cancel };

/** A session that this node keeps in the store. */
export class KeptSession {
  readonly session: Resumable;
  /** When nobody may resume it any more, on the node's monotonic clock. */
  readonly endsAt: number;
  generation: number;
  /** Whether the generation may be one too high: a claim was made for it, and nobody knows what became of it. */
  isDoubtful = false;
  /** The hash of the token that its client was given last. */
  token: string;
  /** Whether the client is known to have that token. */
  confirmed: boolean;
  waiting: Waiting = { type: "attached" };
  /** Whether the store may have something older. */
  behind = true;

  constructor(session: Resumable, start: Pick<KeptSession, "endsAt" | "generation" | "token" | "confirmed">) {
    this.session = session;
    this.endsAt = start.endsAt;
    this.generation = start.generation;
    this.token = start.token;
    this.confirmed = start.confirmed;
  }

  /** What says to the store that it is held. */
  held(now: number, attachedMs: number): HeldSession {
    const { waiting, generation } = this;
    const ttlMs = waiting.type === "waiting" ? waiting.until - now : attachedMs;
    return { session: this.session.id, generation, ttlMs: Math.max(1, ttlMs) };
  }

  /** What the store shall have of it; `whole`: all that another node needs. */
  write(held: HeldSession, { now, whole }: { readonly now: number; readonly whole: boolean }): SessionWrite {
    const { record } = this.session;
    const { token, confirmed } = this;
    const leftMs = Math.max(1, this.endsAt - now);
    const text = whole ? formatRecord(record) : undefined;
    return { ...held, token, confirmed, uid: record.uid, record: text ?? "", leftMs };
  }
}

/** Whether nobody comes back after an ending. Garbage on the line says nothing about what the client wants. */
export function isFinal({ reason }: Ending): boolean {
  return ENDINGS[reason] === "stay-closed" && reason !== "protocol";
}
