import { type Clock, systemError } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import type { AbuseRules } from "./abuse.js";
import { Gcra } from "./gcra.js";
import { LeakyBucket, MAX_REMEMBERED } from "./leaky-bucket.js";
import { LimitCounters, type LimitCounts } from "./limit-counts.js";
import type { ConnectionLimits, RateOptions } from "./limit-options.js";
import type { LimitPorts } from "./limit-ports.js";
import type { Limiter } from "./limiter.js";
import { type Offender, Penalties } from "./penalties.js";
import { Quotas } from "./quotas.js";
import { type LimitRefusal, refusalAfter } from "./refusal.js";
import { type LimitedRoute, RouteRules } from "./route-rules.js";
import { type RateLimit, type Rule, ruleOf, type SharedRateLimit } from "./rule.js";
import { type NodeLimits, SessionLimits } from "./session-limits.js";
import { SharedLimits, type SharedRule } from "./shared-limits.js";

/** What the limits of a node are made of. */
export interface RateLimitsParts {
  readonly options: RateOptions;
  readonly routes: Iterable<LimitedRoute>;
  readonly ports: LimitPorts;
  /** How many nodes let clients in. */
  readonly nodes: () => number;
  readonly clock: Clock;
  readonly logger: Logger;
}

const MESSAGES: RateLimit = { rate: 200, perMs: 1_000, burst: 1_000 };
const BYTES: RateLimit = { rate: 262_144, perMs: 1_000, burst: 2_097_152 };
const JOINS: RateLimit = { rate: 10, perMs: 1_000, burst: 30 };
const MAX_REFUSE_MS = 15 * 60_000;
const FORGET_MS = 60 * 60_000;

/** All rate limits of one node. */
export class RateLimits implements NodeLimits {
  readonly routes: RouteRules;
  readonly quotas: Quotas;
  readonly shared: SharedLimits;
  readonly counters: LimitCounters;
  readonly clock: Clock;
  readonly tellsNotifies: boolean;
  readonly abuse: AbuseRules | undefined;
  /** Undefined: nobody is kept out. */
  readonly penalties: Penalties | undefined;
  readonly user: SharedRule | undefined;
  readonly #publishes: SharedRule | undefined;
  readonly #joins: Rule | undefined;
  readonly #messages: (() => Limiter) | undefined;
  readonly #bytes: Rule | undefined;

  /** Throws `BAD_REQUEST` for a limit that can't be kept. */
  constructor({ options, routes, ports, ...parts }: RateLimitsParts) {
    const { connection = {}, user, group = {}, abuse = {}, tellNotifies = false } = options;
    this.clock = parts.clock;
    this.routes = new RouteRules(routes);
    this.quotas = new Quotas(ports);
    this.shared = new SharedLimits({ ...parts, store: ports.store });
    this.counters = new LimitCounters(() => this.shared.degraded);
    this.tellsNotifies = tellNotifies;
    this.user = sharedRule(user, "limits.user");
    this.#publishes = sharedRule(group.publishes, "limits.group.publishes");
    this.#joins = optionalRule(group.joins ?? JOINS, "limits.group.joins");
    this.#messages = connection === false ? undefined : messageLimiter(connection);
    this.#bytes = connection === false ? undefined : optionalRule(connection.bytes ?? BYTES, "limits.connection.bytes");
    if (abuse === false) return;
    this.abuse = {
      refusals: abuse.refusals ?? 1_000,
      withinMs: abuse.withinMs ?? 10_000,
      refuseMs: abuse.refuseMs ?? 30_000,
      maxRefuseMs: MAX_REFUSE_MS,
      banAt: abuse.banAt ?? 7,
      forgetMs: FORGET_MS,
    };
    this.penalties = new Penalties(this.abuse, parts.clock);
  }

  /** What was refused since the start. */
  get counts(): LimitCounts {
    return this.counters.read();
  }

  /** Makes the limits of one session. */
  ofSession(offender: Offender): SessionLimits {
    return new SessionLimits(this, {
      offender,
      messages: this.#messages?.(),
      signals: this.#messages?.(),
      bytes: this.#bytes && new Gcra(this.#bytes),
      joins: this.#joins && new Gcra(this.#joins),
    });
  }

  /** Looks whether clients may publish to a group now, and counts it. Never rejects. */
  async publish(group: string): Promise<LimitRefusal | undefined> {
    if (this.#publishes === undefined) return undefined;
    return refusalAfter(await this.shared.take(`g:${group}`, this.#publishes), "group");
  }
}

function messageLimiter({ messages = MESSAGES, algorithm = "gcra" }: ConnectionLimits): (() => Limiter) | undefined {
  const rule = optionalRule(messages, "limits.connection.messages");
  if (rule === undefined) return undefined;
  if (algorithm === "gcra") return () => new Gcra(rule);
  const { rate, perUs } = rule;
  if (rate > MAX_REMEMBERED) {
    throw systemError("BAD_REQUEST", `a leaky bucket remembers each message: take a rate up to ${MAX_REMEMBERED}`);
  }
  return () => new LeakyBucket(rate, perUs);
}

function optionalRule(limit: RateLimit | false, what: string): Rule | undefined {
  return limit === false ? undefined : ruleOf(limit, what);
}

function sharedRule(limit: SharedRateLimit | undefined, what: string): SharedRule | undefined {
  return limit && { rule: ruleOf(limit, what), whenUnsure: limit.whenUnsure ?? "allow-share" };
}
