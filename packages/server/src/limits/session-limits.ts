import type { Ending } from "@volley/protocol";
import type { Clock, Frame } from "@volley/protocol/internal";
import { type AbuseRules, nextOffences, type Offences } from "./abuse.js";
import { Gcra } from "./gcra.js";
import type { LimitCounters } from "./limit-counts.js";
import { type Limiter, microsecondsOf } from "./limiter.js";
import type { Offender, Penalties } from "./penalties.js";
import { type LimitRefusal, type LimitScope, refusalAfter } from "./refusal.js";
import type { RouteRule, RouteRules } from "./route-rules.js";
import type { SharedLimits, SharedRule } from "./shared-limits.js";

/** What all sessions of a node have in common. */
export interface NodeLimits {
  readonly routes: RouteRules;
  readonly shared: SharedLimits;
  readonly counters: LimitCounters;
  readonly clock: Clock;
  readonly tellsNotifies: boolean;
  readonly abuse: AbuseRules | undefined;
  readonly penalties: Penalties | undefined;
  /** What all connections of one user may send together. */
  readonly user: SharedRule | undefined;
}

/** What one session is counted by. */
export interface SessionLimiters {
  readonly offender: Offender;
  readonly messages: Limiter | undefined;
  /** What clients send by themselves. */
  readonly signals: Limiter | undefined;
  readonly bytes: Limiter | undefined;
  readonly joins: Limiter | undefined;
}

/** A check that is done, or under way. */
export type LimitCheck = LimitRefusal | undefined | Promise<LimitRefusal | undefined>;

/** So many breaches of the protocol in so long end a connection. */
const BREACHES = { count: 20, withinMs: 5_000 };
/** A client is told of refused notifies no more often than this, in microseconds. */
const TELL_US = 1_000_000;

/** The limits of one session, and what it did in spite of them. */
export class SessionLimits {
  readonly #node: NodeLimits;
  readonly #own: SessionLimiters;
  #routes: Map<string, Gcra> | undefined;
  /** When the last message came: all frames of one came at once. */
  #arrivedUs = 0;
  #bytesWaitUs = 0;
  #refusals: Offences | undefined;
  #breaches: Offences | undefined;
  #toldUs = Number.NEGATIVE_INFINITY;

  constructor(node: NodeLimits, own: SessionLimiters) {
    this.#node = node;
    this.#own = own;
  }

  /** Takes note of a message of so many bytes. One that is too much is read for its frames' ids, and all are refused. */
  arrived(bytes: number): void {
    this.#arrivedUs = this.#nowUs();
    this.#bytesWaitUs = this.#own.bytes?.take(this.#arrivedUs, bytes) ?? 0;
  }

  /**
   * Looks whether the connection may bring another frame, and counts it as one of the message that arrived last; pings and
   * cancels apart from the others.
   */
  frame(kind: Frame["kind"]): LimitRefusal | undefined {
    const messages = kind === "ping" || kind === "cancel" ? this.#own.signals : this.#own.messages;
    if (this.#bytesWaitUs > 0) return refusalAfter(this.#bytesWaitUs, "connection");
    return messages && refusalAfter(messages.take(this.#arrivedUs), "connection");
  }

  /** Looks whether the client may join another group, and counts it. */
  join(): LimitRefusal | undefined {
    const { joins } = this.#own;
    return joins && refusalAfter(joins.take(this.#nowUs()), "session");
  }

  /** Whether it takes time to look at messages for this service, so that the next ones have to wait for it. */
  isShared(service: string): boolean {
    return (this.#node.user !== undefined && !this.#own.offender.anonymous) || this.#node.routes.isShared(service);
  }

  /** Looks whether a message may go to a route now, and counts it; the cheapest limit first. Never rejects. */
  route(name: string): LimitCheck {
    const { user, routes } = this.#node;
    const limit = routes.of(name);
    const { offender } = this.#own;
    const key = limit && keyOf(limit, name, offender);
    if (limit !== undefined && key === undefined) {
      const refusal = refusalAfter(this.#limiterOf(name, limit).take(this.#nowUs()), "session");
      if (refusal !== undefined) return refusal;
    }
    const asUser = user !== undefined && !offender.anonymous ? user : undefined;
    const shared = limit !== undefined && key !== undefined ? this.#ask(key, limit, limit.by) : undefined;
    if (asUser === undefined) return shared;
    const askUser = (): LimitCheck => this.#ask(`u:${offender.uid}`, asUser, "user");
    if (shared instanceof Promise) return shared.then((refusal) => refusal ?? askUser());
    return shared ?? askUser();
  }

  /** Notes that a message was refused. Returns how the connection ends if that is one too many. */
  refused(kind: "request" | "notify" | "other"): Ending | undefined {
    const { abuse, clock, counters } = this.#node;
    if (kind === "request") counters.requests++;
    if (kind === "notify") counters.notifies++;
    if (abuse === undefined) return undefined;
    this.#refusals = nextOffences(this.#refusals, clock.monotonic(), abuse);
    return this.#refusals.count < abuse.refusals
      ? undefined
      : this.#strike("too many messages were refused, and more came all the same");
  }

  /** Notes that a message didn't fit the contract. Returns how the connection ends if that is one too many. */
  breached(): Ending | undefined {
    const { abuse, clock } = this.#node;
    if (abuse === undefined) return undefined;
    this.#breaches = nextOffences(this.#breaches, clock.monotonic(), BREACHES);
    return this.#breaches.count < BREACHES.count ? undefined : this.#strike("too many messages made no sense");
  }

  /** Whether the client is to be told of a refused notify now. */
  tells(): boolean {
    const now = this.#nowUs();
    if (!this.#node.tellsNotifies || now - this.#toldUs < TELL_US) return false;
    this.#toldUs = now;
    return true;
  }

  #strike(text: string): Ending | undefined {
    this.#refusals = undefined;
    this.#breaches = undefined;
    this.#node.counters.ended++;
    return this.#node.penalties?.strike(this.#own.offender, text);
  }

  #nowUs(): number {
    return microsecondsOf(this.#node.clock);
  }

  #limiterOf(name: string, { rule }: RouteRule): Gcra {
    this.#routes ??= new Map();
    let limiter = this.#routes.get(name);
    if (limiter === undefined) {
      limiter = new Gcra(rule);
      this.#routes.set(name, limiter);
    }
    return limiter;
  }

  #ask(key: string, shared: SharedRule, scope: LimitScope): LimitCheck {
    const wait = this.#node.shared.take(key, shared);
    return typeof wait === "number" ? refusalAfter(wait, scope) : wait.then((us) => refusalAfter(us, scope));
  }
}

/** Under which name all nodes count together; undefined: the session counts alone, as one without a user must. */
function keyOf({ by }: RouteRule, route: string, offender: Offender): string | undefined {
  if (by === "ip") return `r:${route}:ip:${offender.address.slice(0, 64)}`;
  return by === "uid" && !offender.anonymous ? `r:${route}:u:${offender.uid}` : undefined;
}
