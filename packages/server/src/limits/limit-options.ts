import type { RateLimit, SharedRateLimit } from "./rule.js";

/** What one connection may send; exact, and counted in memory. */
export interface ConnectionLimits {
  /** Requests and notifies; pings and cancels are counted apart, by the same figures. Default: 200 per second, bursts of 1,000. `false`: no limit. */
  readonly messages?: RateLimit | false | undefined;
  /** Bytes of what arrives. Default: 262,144 per second, bursts of 2,097,152. `false`: no limit. */
  readonly bytes?: RateLimit | false | undefined;
  /**
   * How messages are counted. "gcra": `rate` per `perMs` and bursts. "leaky-bucket": no more than `rate` in any span of
   * `perMs`, as Pitaya does it; `burst` means nothing then. Default: "gcra".
   */
  readonly algorithm?: "gcra" | "leaky-bucket" | undefined;
}

/** What may be done to groups by clients. */
export interface GroupLimits {
  /** What all clients together may publish to one group, across the cluster. Default: no limit. */
  readonly publishes?: SharedRateLimit | undefined;
  /** How often one client may join groups. Default: 10 per second, bursts of 30. `false`: no limit. */
  readonly joins?: RateLimit | false | undefined;
}

/** When a client that goes on after being refused is thrown out, and for how long. Counted by each node for itself. */
export interface AbuseOptions {
  /** Refused messages within `withinMs` that end a connection. Default: 1,000. */
  readonly refusals?: number | undefined;
  /** Default: 10,000. */
  readonly withinMs?: number | undefined;
  /**
   * How long its user, or the address of one without a user, is refused the first time, in ms; each further time twice as
   * long, 15 minutes at most. Default: 30,000.
   */
  readonly refuseMs?: number | undefined;
  /** The how manieth time is a ban, for an hour. Default: 7. */
  readonly banAt?: number | undefined;
}

/** How often clients may do what. */
export interface RateOptions {
  /** `false`: no limit. */
  readonly connection?: ConnectionLimits | false | undefined;
  /** What all connections of one user may send together, across the cluster; asks Redis for each message. Default: no limit. */
  readonly user?: SharedRateLimit | undefined;
  readonly group?: GroupLimits | undefined;
  /** `false`: nobody is thrown out for being refused. */
  readonly abuse?: AbuseOptions | false | undefined;
  /** Whether a client is told of refused notifies, once a second at most: see `client.onLimited`. Default: false. */
  readonly tellNotifies?: boolean | undefined;
}
