import { type Clock, type OnceMark, systemError } from "@volley/protocol/internal";
import { randomId } from "../base/ids.js";
import type { Logger } from "../base/logger.js";
import type { Peers } from "../peers/peers.js";
import { followRun } from "./follow-run.js";
import { type OnceCall, onceKeyOf } from "./once-call.js";
import { type OnceOutcome, otherRequest, outcomeUnknown, refusalOf, refused } from "./once-outcome.js";
import { serveOwner } from "./once-owner.js";
import { MAX_ANSWER_BYTES, type OnceAnswer, type OnceClaim } from "./once-record.js";
import type { Claimed, OnceStore } from "./once-store.js";

/** What runs work with. */
export interface OnceRunsParts {
  readonly node: string;
  readonly store: OnceStore;
  readonly peers: Peers;
  /** Whether a node counts as there. */
  readonly isAlive: (node: string) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long an effect is remembered, in ms. */
  readonly windowMs: number;
  /** Called with what became of each request. */
  readonly counted?: ((outcome: "answered" | "unknown" | "refused") => void) | undefined;
}

/** A request that shall have its effect once. */
export interface OnceTask {
  readonly call: OnceCall;
  /** See `onceRequestOf`. */
  readonly request: string;
  /** How long the effect may take, in ms. */
  readonly timeoutMs: number;
  /** Has the effect. Never rejects, and takes no longer than its time. */
  readonly effect: (key: string) => Promise<OnceAnswer>;
}

/** A request that is under way here. */
interface Run {
  readonly claim: OnceClaim;
  readonly outcome: Promise<OnceOutcome>;
}

/** So many requests of one client may be under way on one node. */
const MAX_OPEN = 256;
/** What a mark doesn't count: the way of a message through the networks. Records are kept longer by that, in ms. */
const SLACK_MS = 10_000;
/** For so long at least an answer is tried to be kept, in ms. */
const KEEP_MS = 3_000;
/** Between two tries, in ms. */
const RETRY_MS = 200;

/**
 * Sees to it that a request has its effect once, however often and on however many nodes it comes in. The node that
 * claims it in the store runs it and keeps the answer before anybody gets it; others wait for that.
 */
export class OnceRuns {
  readonly #parts: OnceRunsParts;
  readonly #runs = new Map<string, Run>();
  readonly #openOf = new Map<string, number>();

  constructor(parts: OnceRunsParts) {
    this.#parts = parts;
    serveOwner(parts.peers, async ({ key, run }) => {
      const found = this.#runs.get(key);
      const outcome = found?.claim.run === run ? await found.outcome : undefined;
      return outcome === undefined || outcome.type === "refused" ? undefined : outcome;
    });
  }

  /** Notes that a request came in now. */
  arrive(client: string, mark: OnceMark): OnceCall {
    return { client, mark, arrivedAt: this.#parts.clock.monotonic() };
  }

  /** Answers a request as its one run is or was answered; runs it if it never ran. Never rejects; bounded. */
  async run(task: OnceTask): Promise<OnceOutcome> {
    const outcome = await this.#join(task);
    if (outcome.type !== "refused") {
      this.#parts.counted?.("answered");
      return outcome;
    }
    const error = refusalOf(outcome.error, task.call.mark.ageMs > 0);
    this.#parts.counted?.(error.code === "OUTCOME_UNKNOWN" ? "unknown" : "refused");
    return refused(error);
  }

  #join(task: OnceTask): Promise<OnceOutcome> | OnceOutcome {
    const { call, request } = task;
    const key = onceKeyOf(call);
    const running = this.#runs.get(key);
    if (running !== undefined) {
      return running.claim.request === request ? running.outcome : refused(otherRequest());
    }
    const open = this.#openOf.get(call.client) ?? 0;
    if (open >= MAX_OPEN) return refused(systemError("BUSY", "too many `once` requests of this client are under way"));
    this.#openOf.set(call.client, open + 1);
    const claim: OnceClaim = { node: this.#parts.node, run: randomId(), request };
    // Entered before it is claimed: whoever finds the claim can ask for it here.
    const outcome = this.#execute(key, claim, task).finally(() => this.#over(key, call.client));
    this.#runs.set(key, { claim, outcome });
    return outcome;
  }

  #over(key: string, client: string): void {
    this.#runs.delete(key);
    const open = (this.#openOf.get(client) ?? 1) - 1;
    if (open === 0) this.#openOf.delete(client);
    else this.#openOf.set(client, open);
  }

  async #execute(key: string, claim: OnceClaim, task: OnceTask): Promise<OnceOutcome> {
    let claimed: Claimed;
    try {
      claimed = await this.#claim(key, claim, task);
    } catch (error) {
      return refused(systemError("UNAVAILABLE", "the request was not started: Redis can't be asked", { cause: error }));
    }
    if (claimed === "claimed") {
      const endsAt = this.#now() + Math.max(task.timeoutMs, KEEP_MS);
      return this.#keep(key, claim, await task.effect(key), endsAt);
    }
    if (claimed === "forgotten") return refused(outcomeUnknown("the server can't remember any more whether this ran"));
    return followRun({ ...this.#parts, ttlMs: this.#ttlMs(0) }, { key, request: claim.request, ms: task.timeoutMs });
  }

  async #claim(key: string, claim: OnceClaim, { call, timeoutMs }: OnceTask): Promise<Claimed> {
    const { store, windowMs } = this.#parts;
    const { ageMs, memory } = call.mark;
    if (ageMs + (this.#now() - call.arrivedAt) > windowMs) {
      return (await store.read(key)) === undefined ? "forgotten" : "taken";
    }
    const ttlMs = this.#ttlMs(timeoutMs);
    return await store.claim(key, claim, ageMs > 0 ? { ttlMs, memory } : { ttlMs });
  }

  /** Keeps an answer. Only then may it be told: a client that missed it has to get the same. */
  async #keep(key: string, claim: OnceClaim, answer: OnceAnswer, endsAt: number): Promise<OnceOutcome> {
    const { store, clock, logger } = this.#parts;
    const kept = answer.payload.length <= MAX_ANSWER_BYTES ? answer : undefined;
    for (;;) {
      try {
        if (await store.finish(key, claim, kept, this.#ttlMs(0))) return answer;
        return refused(outcomeUnknown("its node was silent for so long that others gave it up"));
      } catch (error) {
        if (this.#now() + RETRY_MS >= endsAt) {
          logger.warn("the answer of a `once` request could not be kept", { key, error });
          return refused(outcomeUnknown("the request was handled, and its answer could not be kept"));
        }
        await new Promise<void>((resolve) => void clock.after(RETRY_MS, resolve));
      }
    }
  }

  #ttlMs(runMs: number): number {
    return runMs + this.#parts.windowMs + SLACK_MS;
  }

  #now(): number {
    return this.#parts.clock.monotonic();
  }
}
