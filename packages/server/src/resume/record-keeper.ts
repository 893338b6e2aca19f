import type { Clock } from "@volley/protocol/internal";
import { systemError } from "@volley/protocol/internal";
import type { Flushable, FlushScheduler } from "../base/flush-scheduler.js";
import { handled } from "../base/handled.js";
import { Heartbeat } from "../base/heartbeat.js";
import { Lanes } from "../base/lanes.js";
import type { Logger } from "../base/logger.js";
import { settledWithin } from "../base/settled-within.js";
import type { Unsubscribe } from "../base/unsubscribe.js";
import type { Bus } from "../cluster/bus.js";
import type { KeptSession } from "./kept-session.js";
import type { ClaimAnswer, HeldSession, Lost, ResumeStore, SessionClaim } from "./resume-store.js";

const RETRY_MS = 1_000;
const CLOSE_MS = 2_000;
/** How many sessions are renewed at a time: others get their turn in between. */
const CHUNK = 128;
const LIMITS = { atOnce: 256, waiting: 10_000 };
/** How many ended sessions are remembered that the store may still have. */
const MAX_ENDED = 10_000;

/** What the keeper works with. */
export interface RecordKeeperParts {
  /** The id of this node. */
  readonly node: string;
  readonly store: ResumeStore;
  readonly clock: Clock;
  readonly scheduler: FlushScheduler;
  /** When it is up again, everything is written that couldn't be. */
  readonly bus: Pick<Bus, "onChange">;
  readonly logger: Logger;
  /** How long a session waits for its client, in ms. */
  readonly graceMs: number;
  /** Whether sessions can go on on other nodes. */
  readonly cluster: boolean;
  /** Hears that a session isn't this node's any more. */
  readonly onLost: (kept: KeptSession, why: Lost) => void;
}

/**
 * Keeps what the store has of this node's sessions the same as what is here: written at the end of the tick in which
 * it changed, one write per session at a time, and renewed three times per lease. What fails is made up for at the
 * next renewal, and counted.
 */
export class RecordKeeper implements Flushable {
  readonly #parts: RecordKeeperParts;
  readonly #kept = new Map<string, KeptSession>();
  readonly #dirty = new Set<KeptSession>();
  /** Ended sessions of which the store doesn't know that yet. */
  readonly #ended = new Map<string, HeldSession>();
  /** Steps on one session keep their order. */
  readonly #lanes = new Lanes(LIMITS);
  readonly #heartbeat: Heartbeat;
  readonly #upAgain: Unsubscribe;
  #running = new Set<Promise<unknown>>();
  #failures = 0;

  constructor(parts: RecordKeeperParts) {
    this.#parts = parts;
    const { clock, store, bus } = parts;
    const periodMs = store.leaseMs / 3;
    const beat = (): Promise<void> => this.#renewAll();
    this.#heartbeat = new Heartbeat({ clock, periodMs, retryMs: Math.min(periodMs, RETRY_MS), beat });
    this.#upAgain = bus.onChange((up) => {
      if (up) void handled(this.#heartbeat.now());
    });
  }

  /** How many steps failed or were refused, since the start. */
  get failures(): number {
    return this.#failures;
  }

  get size(): number {
    return this.#kept.size;
  }

  /** How long what is stored of a session with a client lasts, in ms. */
  get attachedMs(): number {
    return this.#parts.store.leaseMs + this.#parts.graceMs;
  }

  all(): readonly KeptSession[] {
    return [...this.#kept.values()];
  }

  get(session: string): KeptSession | undefined {
    return this.#kept.get(session);
  }

  /** Keeps a session from now on. Call `changed` or `write` then. */
  add(kept: KeptSession): void {
    this.#kept.set(kept.session.id, kept);
    this.#ended.delete(kept.session.id);
    this.#heartbeat.start();
  }

  /** Keeps it no longer, and leaves the store as it is. */
  drop(kept: KeptSession): boolean {
    this.#dirty.delete(kept);
    if (this.#kept.get(kept.session.id) !== kept) return false;
    return this.#kept.delete(kept.session.id);
  }

  /** Writes a session at the end of this tick. */
  changed(kept: KeptSession): void {
    kept.behind = true;
    if (this.#dirty.size === 0) this.#parts.scheduler.schedule(this);
    this.#dirty.add(kept);
  }

  flush(): void {
    const dirty = [...this.#dirty];
    this.#dirty.clear();
    for (const kept of dirty) this.#watch(this.write(kept));
  }

  /** Writes a session now. Rejects with `UNAVAILABLE`; then it is written later. */
  write(kept: KeptSession): Promise<void> {
    return this.#run(kept.session.id, async () => {
      if (this.#kept.get(kept.session.id) !== kept) return;
      kept.behind = false;
      try {
        const now = this.#parts.clock.monotonic();
        const held = kept.held(now, this.attachedMs);
        const answer = await this.#parts.store.write(kept.write(held, { now, whole: this.#parts.cluster }));
        if (answer !== "written") this.#lost(kept, answer);
        kept.isDoubtful = false;
      } catch (error) {
        kept.behind = true;
        throw error;
      }
    });
  }

  /**
   * Claims a session for a client of this node. If it is kept here its next write says the new generation, also when
   * the answer gets lost. Then it may be one too high, never more, or a stay that is over here would outdo the one
   * elsewhere; should two answers in a row be lost, the session is restored from what is stored. Answers it too if so.
   * Rejects with `UNAVAILABLE`.
   */
  claim(claim: SessionClaim): Promise<{ readonly answer: ClaimAnswer; readonly kept: KeptSession | undefined }> {
    return this.#run(claim.session, async () => {
      const kept = this.#kept.get(claim.session);
      try {
        let answer = await this.#parts.store.claim(claim);
        if (answer.type === "missing" && kept?.token === claim.token) {
          // The store lost everything, and this node has not written it again yet.
          const now = this.#parts.clock.monotonic();
          const whole = this.#parts.cluster;
          await this.#parts.store.write(kept.write(kept.held(now, this.attachedMs), { now, whole }));
          answer = await this.#parts.store.claim(claim);
        }
        if (answer.type !== "claimed" || kept === undefined) return { answer, kept: undefined };
        const { node, generation } = answer.from;
        // Another stay of it may be about to begin here.
        if (node !== this.#parts.node || generation > kept.generation) return { answer, kept: undefined };
        kept.generation = answer.generation;
        kept.isDoubtful = false;
        kept.token = claim.next;
        kept.confirmed = false;
        return { answer, kept };
      } catch (error) {
        if (kept !== undefined && !kept.isDoubtful) {
          kept.generation++;
          kept.isDoubtful = true;
        }
        throw error;
      }
    });
  }

  /** Removes a session whose time is over, unless it has gone on. Rejects with `UNAVAILABLE`. */
  finish(kept: KeptSession): Promise<"ended" | "elsewhere"> {
    return this.#run(kept.session.id, async () => {
      const { id } = kept.session;
      if (this.#kept.get(id) !== kept || kept.waiting.type === "attached") return "elsewhere";
      const answer = await this.#parts.store.end({ session: id, generation: kept.generation, ttlMs: this.attachedMs });
      this.drop(kept);
      return answer;
    });
  }

  /** Removes a session from the store, behind what is being written of it; later, if that fails. */
  end(kept: KeptSession): void {
    if (!this.drop(kept)) return;
    const { session, generation } = kept;
    const held = { session: session.id, generation, ttlMs: this.attachedMs };
    if (this.#ended.size < MAX_ENDED) this.#ended.set(held.session, held);
    this.#watch(this.#end(held));
  }

  /** Removes a session that may be anywhere. Rejects with `UNAVAILABLE`. */
  async endAnywhere(session: string): Promise<void> {
    const held = { session, generation: 0, ttlMs: this.attachedMs };
    await this.#run(session, () => this.#parts.store.end(held, true));
  }

  /** Asks the store whether a session is still this node's. Rejects with `UNAVAILABLE`. */
  async check(kept: KeptSession): Promise<"renewed" | "missing" | Lost> {
    return this.#run(kept.session.id, () => {
      return this.#parts.store.renew(kept.held(this.#parts.clock.monotonic(), this.attachedMs));
    });
  }

  /** Waits until everything is written, as far as that is possible now, and ends all timers. Never rejects; bounded. */
  async close(): Promise<void> {
    this.#upAgain();
    this.flush();
    await settledWithin(Promise.all(this.#running), CLOSE_MS, this.#parts.clock);
    await this.#heartbeat.stop();
  }

  #end(held: HeldSession): Promise<void> {
    return this.#run(held.session, async () => {
      if (this.#kept.has(held.session)) return;
      await this.#parts.store.end(held);
      if (this.#ended.get(held.session) === held) this.#ended.delete(held.session);
    });
  }

  async #renewAll(): Promise<void> {
    const steps = [
      ...[...this.#kept.values()].map((kept) => () => this.#renew(kept)),
      ...[...this.#ended.values()].map((held) => () => this.#end(held)),
    ];
    for (let at = 0; at < steps.length; at += CHUNK) {
      const results = await Promise.allSettled(steps.slice(at, at + CHUNK).map((step) => step()));
      const failed = results.filter(({ status }) => status === "rejected").length;
      if (failed === results.length) throw systemError("UNAVAILABLE", "sessions can't be kept now");
    }
  }

  async #renew(kept: KeptSession): Promise<void> {
    if (this.#kept.get(kept.session.id) !== kept) return;
    if (kept.behind) return this.write(kept);
    const answer = await this.check(kept);
    if (answer === "renewed") kept.isDoubtful = false;
    if (answer === "missing") await this.write(kept);
    else if (answer !== "renewed") this.#lost(kept, answer);
  }

  #lost(kept: KeptSession, why: Lost): void {
    if (this.drop(kept)) this.#parts.onLost(kept, why);
  }

  async #run<T>(session: string, step: () => Promise<T>): Promise<T> {
    try {
      return await this.#lanes.run(session, step);
    } catch (error) {
      this.#failures++;
      throw error;
    }
  }

  #watch(step: Promise<unknown>): void {
    const watched: Promise<void> = step
      .then(
        () => {},
        (error: unknown) => {
          this.#parts.logger.debug("a session could not be written; that is made up for later", { error });
        },
      )
      .finally(() => this.#running.delete(watched));
    this.#running.add(watched);
  }
}
