import type { Ending } from "@volley/protocol";
import { systemError } from "@volley/protocol/internal";
import type { LimitCounters } from "../limits/limit-counts.js";
import type { Penalties } from "../limits/penalties.js";
import { RefusedError } from "./admission.js";

/** Who was thrown out, and where it is counted. */
export interface Doorkeeper {
  readonly penalties: Penalties | undefined;
  readonly counters: LimitCounters;
}

/** Within which time clients come back who were led to a node that is on its way out, in ms. */
const ELSEWHERE_MS = 1_000;

/** Throws a `RefusedError` for everybody: this node is on its way out. `random`, from 0 to 1, spreads their return. */
export function turnAwayAll(random: number): never {
  const retryAfterMs = Math.round((ELSEWHERE_MS * (1 + random)) / 2);
  const error = systemError("DRAINING", "this server is on its way out; another one takes you");
  throw new RefusedError({ ending: { reason: "going-away", retryAfterMs }, error });
}

/** Throws a `RefusedError` for an address whose connections were ended for abuse, until its time is over. */
export function turnAwayAddress({ penalties, counters }: Doorkeeper, address: string): void {
  turnAway(penalties?.ofAddress(address), counters);
}

/** Throws a `RefusedError` for such a user. */
export function turnAwayUser({ penalties, counters }: Doorkeeper, uid: string | undefined): void {
  if (uid !== undefined) turnAway(penalties?.ofUser(uid), counters);
}

function turnAway(ending: Ending | undefined, counters: LimitCounters): void {
  if (ending === undefined) return;
  counters.turnedAway++;
  const { retryAfterMs = 0, text = "too many messages were refused before" } = ending;
  const error =
    ending.reason === "banned"
      ? systemError("FORBIDDEN", text)
      : systemError("RATE_LIMITED", text, { data: { retryAfterMs, scope: "connection" } });
  throw new RefusedError({ ending, error });
}
