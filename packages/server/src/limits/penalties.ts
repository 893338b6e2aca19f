import type { Ending } from "@volley/protocol";
import type { Clock } from "@volley/protocol/internal";
import { AgedMap } from "../base/aged-map.js";
import { type AbuseRules, isForgotten, nextStanding, type Standing } from "./abuse.js";

/** Who did it: a user, or an address if nobody knows the user. */
export interface Offender {
  readonly anonymous: boolean;
  readonly uid: string;
  readonly address: string;
}

const MAX_OFFENDERS = 10_000;

/** Remembers on this node who was thrown out for abuse, and keeps them out for a growing time. */
export class Penalties {
  readonly #rules: AbuseRules;
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #standings = new AgedMap<string, Standing>(MAX_OFFENDERS);

  constructor(rules: AbuseRules, clock: Pick<Clock, "monotonic">) {
    this.#rules = rules;
    this.#clock = clock;
  }

  /** Notes that a connection is ended for abuse, and tells how it ends. */
  strike(offender: Offender, text: string): Ending {
    const now = this.#clock.monotonic();
    // A user's address may be that of many others.
    const key = offender.anonymous ? addressKey(offender.address) : userKey(offender.uid);
    this.#standings.forgetOldest(2, (standing) => isForgotten(standing, now, this.#rules));
    const standing = nextStanding(this.#standings.get(key), now, this.#rules);
    this.#standings.set(key, standing);
    return endingOf(standing, now, text);
  }

  /** Tells why a newcomer from this address stays outside; undefined: nothing is known against it. */
  ofAddress(address: string): Ending | undefined {
    return this.#of(addressKey(address));
  }

  /** Tells why this user stays outside. */
  ofUser(uid: string): Ending | undefined {
    return this.#of(userKey(uid));
  }

  #of(key: string): Ending | undefined {
    const standing = this.#standings.get(key);
    const now = this.#clock.monotonic();
    return standing === undefined || now >= standing.until
      ? undefined
      : endingOf(standing, now, "too many messages were refused before");
  }
}

function endingOf({ status, until }: Standing, now: number, text: string): Ending {
  return status === "banned"
    ? { reason: "banned", text }
    : { reason: "busy", text, retryAfterMs: Math.ceil(until - now) };
}

function addressKey(address: string): string {
  return `a:${address}`;
}

function userKey(uid: string): string {
  return `u:${uid}`;
}
