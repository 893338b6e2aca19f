import type { Ending } from "@volley/protocol";
import type { Clock, Deadlines, ResumeFailure, ResumeOffer, ResumeRequest } from "@volley/protocol/internal";
import type { FlushScheduler } from "../base/flush-scheduler.js";
import type { Logger } from "../base/logger.js";
import type { Tasks } from "../base/tasks.js";
import type { Bus } from "../cluster/bus.js";
import type { NodeInfo } from "../cluster/node-info.js";
import type { Peers } from "../peers/peers.js";
import type { Revoked } from "../session/session-hooks.js";
import { parseRecord, type SessionRecord } from "../session/session-record.js";
import { type GiveUp, Handoff } from "./handoff.js";
import { isFinal, KeptSession, type Resumable, type ResumeMode } from "./kept-session.js";
import { type OpenClaim, OpenClaims } from "./open-claims.js";
import { RecordKeeper } from "./record-keeper.js";
import type { ResumeStore } from "./resume-store.js";
import { hashResumeToken, newResumeToken } from "./resume-token.js";

/** What resuming works with. */
export interface ResumesParts {
  /** The id of this node. */
  readonly node: string;
  readonly store: ResumeStore;
  readonly peers: Peers;
  readonly nodes: () => readonly NodeInfo[];
  readonly isAlive: (node: string) => boolean;
  readonly bus: Pick<Bus, "onChange">;
  /** Whether sessions can go on on other nodes. */
  readonly cluster: boolean;
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  readonly scheduler: FlushScheduler;
  readonly tasks: Tasks;
  readonly logger: Logger;
  /** How long a session waits for its client, in ms. */
  readonly graceMs: number;
  /** How long after its start a session may be resumed at all, in ms. */
  readonly maxMs: number;
  readonly onRevoked: (revoked: Revoked) => void;
}

/** A session that goes on with a connection of this node. `done` must follow. */
export interface Resumed extends OpenClaim {
  readonly session: string;
  readonly generation: number;
  readonly offer: ResumeOffer;
  readonly mode: ResumeMode;
  /** What it is restored from; undefined: it is here. */
  readonly record: SessionRecord | undefined;
  /** Says that the session has its connection, and is kept here from now on. */
  regained(session: Resumable): void;
}

/** Keeps the sessions of this node for clients that lost their connection, and lets them go on, here or elsewhere. */
export class Resumes {
  readonly #parts: ResumesParts;
  readonly #keeper: RecordKeeper;
  readonly #handoff: Handoff;
  readonly #claims = new OpenClaims();

  constructor(parts: ResumesParts) {
    this.#parts = parts;
    this.#keeper = new RecordKeeper({
      ...parts,
      onLost: ({ session }, why) => {
        if (why === "elsewhere") session.release("takeover");
        else session.close(why === "revoked" ? REVOKED : { reason: "replaced" });
      },
    });
    this.#handoff = new Handoff({
      ...parts,
      give: (ask) => this.#give(ask),
      rewrite: (session) => this.#rewrite(session),
      revoke: (session) => this.#keeper.get(session)?.session.close(REVOKED),
    });
  }

  /** How many sessions are kept, and how many steps of keeping them failed. */
  get counts(): { readonly kept: number; readonly failures: number } {
    return { kept: this.#keeper.size, failures: this.#keeper.failures };
  }

  /** Keeps a new session, and makes the token for its client. Resolves when it is stored, or can't be now. */
  async offer(session: Resumable): Promise<ResumeOffer> {
    const token = newResumeToken();
    const endsAt = this.#now + this.#parts.maxMs;
    const kept = new KeptSession(session, { endsAt, generation: 1, token: hashResumeToken(token), confirmed: true });
    this.#keeper.add(kept);
    try {
      await this.#keeper.write(kept);
    } catch (error) {
      this.#parts.logger.debug("a session could not be stored yet", { session: session.id, error });
    }
    return this.#offerOf(token);
  }

  /** Decides whether a client may go on. Rejects with `UNAVAILABLE` if that can't be known now. */
  async claim(request: ResumeRequest, who: { uid: string | undefined; address: string }) {
    const { session: id } = request;
    const open = this.#claims.begin(id);
    try {
      const resumed = await this.#claim(request, who, open);
      if (typeof resumed === "string") open.done();
      return resumed;
    } catch (error) {
      open.done();
      throw error;
    } finally {
      const kept = this.#keeper.get(id);
      if (kept?.waiting.type === "waiting" && kept.waiting.until <= this.#now) this.#timeIsOver(kept);
    }
  }

  /** Tells that a session lost its connection; false if it doesn't wait for another one. */
  detached(session: Resumable, ending: Ending): boolean {
    const kept = this.#of(session);
    if (kept === undefined || isFinal(ending)) return false;
    const waitMs = Math.min(this.#parts.graceMs, kept.endsAt - this.#now);
    if (waitMs <= 0) return false;
    const stop = this.#parts.deadlines.add(waitMs, () => this.#timeIsOver(kept));
    kept.waiting = { type: "waiting", until: this.#now + waitMs, ending, stop };
    this.#keeper.changed(kept);
    return true;
  }

  /** Tells that the client has the token that this connection brought. */
  confirmed(session: Resumable, generation: number): void {
    const kept = this.#of(session);
    if (kept === undefined || kept.confirmed || kept.generation !== generation) return;
    kept.confirmed = true;
    this.#keeper.changed(kept);
  }

  /** Tells that something changed which another node would have to know. */
  changed(session: Resumable): void {
    const kept = this.#of(session);
    if (kept !== undefined && this.#parts.cluster) this.#keeper.changed(kept);
  }

  /** Tells that a session has ended: nobody may go on with it. */
  ended(session: Resumable): void {
    const kept = this.#of(session);
    if (kept === undefined) return;
    stopWaiting(kept);
    this.#keeper.end(kept);
  }

  /** Lets a session go that can't be here now. What is stored of it stays, for its client's next attempt. */
  abandon(session: Resumable): void {
    const kept = this.#of(session);
    if (kept === undefined) return;
    this.#keeper.drop(kept);
    stopWaiting(kept);
    session.release("takeover");
  }

  /**
   * Lets all sessions go: what is stored of them stays, for the nodes that their clients come to. Never rejects;
   * bounded.
   */
  async leave(): Promise<void> {
    await this.#keeper.close();
    for (const { session } of this.#keeper.all()) this.abandon(session);
  }

  /** Ends whatever is kept of a session, on whichever node. */
  forget(session: string): void {
    const forgetting = this.#keeper.endAnywhere(session).catch((error: unknown) => {
      this.#parts.logger.debug("a replaced session could not be forgotten; its time ends", { session, error });
    });
    this.#parts.tasks.watch("forgetting a session", forgetting);
  }

  /**
   * Tells where a session goes on, as far as the store knows; "unkept": it has ended there, or was never kept. Never
   * rejects.
   */
  async standing(session: Resumable): Promise<"here" | "elsewhere" | "unknown" | "unkept"> {
    const kept = this.#of(session);
    if (kept === undefined) return "unkept";
    const answer = await this.#keeper.check(kept).catch(() => "unknown" as const);
    if (answer === "ended" || answer === "revoked") return "unkept";
    return answer === "renewed" || answer === "missing" ? "here" : answer;
  }

  /** Writes what is left to write, and ends all timers. Never rejects; bounded. */
  close(): Promise<void> {
    return this.#keeper.close();
  }

  async #claim(
    request: ResumeRequest,
    { uid, address }: { uid: string | undefined; address: string },
    open: ReturnType<OpenClaims["begin"]>,
  ): Promise<Resumed | ResumeFailure> {
    const { session: id, mode } = request;
    const token = newResumeToken();
    const next = hashResumeToken(token);
    const ttlMs = this.#keeper.attachedMs;
    const claim = { session: id, token: hashResumeToken(request.token), next, uid, ttlMs };
    let { answer, kept } = await this.#keeper.claim(claim);
    // Redis may have lost what the node of the session still has.
    const isLost = answer.type === "missing" && (await this.#handoff.rewrite(id));
    if (isLost) ({ answer, kept } = await this.#keeper.claim(claim));
    if (answer.type === "missing") return "expired";
    if (answer.type === "revoked") this.#revoke(answer.node, { session: id, uid: answer.uid, address });
    if (answer.type !== "claimed") return answer.type;
    const { generation, from, leftMs } = answer;
    open.granted(generation);
    const ask = { session: id, generation, mode };
    const record = kept === undefined ? await this.#fetch(ask, from.node, answer.record) : undefined;
    if (kept === undefined && record === undefined) {
      this.forget(id);
      return "expired";
    }
    const endsAt = this.#now + leftMs;
    const regained = (session: Resumable): void => {
      const mine = kept ?? new KeptSession(session, { endsAt, generation, token: next, confirmed: false });
      stopWaiting(mine);
      this.#keeper.add(mine);
      this.#keeper.changed(mine);
    };
    return Object.assign(open, { session: id, generation, offer: this.#offerOf(token), mode, record, regained });
  }

  /** Gets what a session was at last from the node that held it, or from what that node wrote. */
  async #fetch(ask: GiveUp, node: string, stored: string): Promise<SessionRecord | undefined> {
    // What is here is from an earlier stay: another node had the session since.
    this.#give(ask);
    const told = node === this.#parts.node ? undefined : await this.#handoff.ask(node, ask);
    return told ?? parseRecord(stored);
  }

  /** Lets a session go that is here with an older generation. */
  #give({ session: id, generation, mode }: GiveUp): SessionRecord | undefined {
    this.#claims.supersede(id, generation);
    const kept = this.#keeper.get(id);
    if (kept === undefined || kept.generation >= generation) return undefined;
    const { record } = kept.session;
    this.#keeper.drop(kept);
    stopWaiting(kept);
    kept.session.release(mode);
    return record;
  }

  async #rewrite(session: string): Promise<boolean> {
    const kept = this.#keeper.get(session);
    if (kept === undefined) return false;
    await this.#keeper.write(kept);
    return this.#keeper.get(session) === kept;
  }

  #revoke(node: string, revoked: Revoked): void {
    const { logger, onRevoked } = this.#parts;
    const { session, uid, address } = revoked;
    logger.warn("a used-up resume token was presented: somebody may have copied it; its session is ended", {
      ...{ session, uid, address },
    });
    this.#keeper.get(session)?.session.close(REVOKED);
    if (node !== "" && node !== this.#parts.node) this.#handoff.revoke(node, session);
    onRevoked(revoked);
  }

  #timeIsOver(kept: KeptSession): void {
    // Who comes at the last moment decides: if the claim fails, this is called again.
    if (kept.waiting.type === "attached" || this.#claims.has(kept.session.id)) return;
    const { ending } = kept.waiting;
    const over = this.#keeper.finish(kept).then(
      (answer) => (answer === "ended" ? kept.session.close(ending) : this.#gone(kept)),
      () => kept.session.close(ending),
    );
    this.#parts.tasks.watch("ending a session whose client stayed away", over);
  }

  /** It goes on elsewhere, unless its client came back here meanwhile. */
  #gone(kept: KeptSession): void {
    if (kept.waiting.type === "waiting") kept.session.release("takeover");
  }

  #of(session: Resumable): KeptSession | undefined {
    const kept = this.#keeper.get(session.id);
    return kept?.session === session ? kept : undefined;
  }

  #offerOf(token: string): ResumeOffer {
    return { token, graceMs: this.#parts.graceMs };
  }

  get #now(): number {
    return this.#parts.clock.monotonic();
  }
}

/** The client comes back with a fresh identity, and gets a new session. */
const REVOKED: Ending = { reason: "expired", text: "a token of this session was used twice" };

function stopWaiting(kept: KeptSession): void {
  if (kept.waiting.type === "waiting") kept.waiting.stop();
  kept.waiting = { type: "attached" };
}
