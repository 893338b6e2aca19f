import { VolleyError } from "@volley/protocol";
import { type Deadlines, systemError } from "@volley/protocol/internal";
import { declaredErrors } from "../app/declared-errors.js";
import { maskError } from "../app/mask-error.js";
import type { Logger } from "../base/logger.js";
import type { LiveSession } from "../session/live-session.js";
import type { Right } from "./group-policy.js";

/** A policy as it is asked: its types are the server's. */
export type AnyPolicy = { readonly [R in Right]?: boolean | ((request: never) => unknown) | undefined };

/** Who wants what of which group; what else a rule is told stands in `more`. */
export interface Question {
  readonly session: LiveSession;
  readonly pattern: string;
  readonly params: Readonly<Record<string, string>>;
  /** The group's name. */
  readonly group: string;
  readonly more?: Readonly<Record<string, unknown>> | undefined;
}

/** What policies work with. */
export interface PoliciesParts {
  /** Throws `BAD_REQUEST` for a pattern that the contract doesn't have. */
  readonly checkPattern: (pattern: string) => void;
  readonly deadlines: Deadlines;
  readonly logger: Logger;
  /** How long a rule may take, in ms. */
  readonly timeoutMs: number;
}

const NO_ERRORS = { errors: declaredErrors({}, {}) };

/** The app's policies by the patterns of groups. What no policy allows is denied. */
export class Policies {
  readonly #parts: PoliciesParts;
  readonly #byPattern = new Map<string, AnyPolicy>();

  constructor(parts: PoliciesParts) {
    this.#parts = parts;
  }

  /** Registers the policy of a pattern. Throws `CONFLICT` for a second one, `BAD_REQUEST` for an unknown pattern. */
  add(pattern: string, policy: AnyPolicy): void {
    this.#parts.checkPattern(pattern);
    if (this.#byPattern.has(pattern)) {
      throw systemError("CONFLICT", `there is a policy of "${pattern}" already; say all of it in one`);
    }
    this.#byPattern.set(pattern, policy);
  }

  /** Throws `FORBIDDEN` for what is denied whoever asks, so that nothing is done for it. */
  precheck(right: Right, pattern: string): void {
    const rule = this.#byPattern.get(pattern)?.[right];
    if (rule !== true && typeof rule !== "function") throw forbidden(right);
  }

  /**
   * Asks. Resolves if it is allowed; rejects with `FORBIDDEN`, with what the rule threw if clients may see that, or with
   * `UNAVAILABLE` if it took too long.
   */
  async check(right: Right, { session, pattern, params, group, more }: Question): Promise<void> {
    this.precheck(right, pattern);
    const rule = this.#byPattern.get(pattern)?.[right];
    if (typeof rule !== "function") return;
    const request = { ...more, session, params, group };
    const allowed = await this.#within(right, group, async () => rule(request as never));
    if (allowed !== true) throw forbidden(right);
  }

  /** Runs a rule with a bound, and makes of whatever it throws what its client may see. */
  #within(right: Right, group: string, run: () => Promise<unknown>): Promise<unknown> {
    const { deadlines, logger, timeoutMs } = this.#parts;
    return new Promise((resolve, reject) => {
      const stop = deadlines.add(timeoutMs, () => {
        logger.error("a policy took too long; it denies", { right, group, timeoutMs });
        reject(systemError("UNAVAILABLE", "the server can't tell now whether you may do this; try again soon"));
      });
      run()
        .finally(stop)
        .then(resolve, (thrown: unknown) => {
          const hidden = VolleyError.is(thrown) ? maskError(thrown, NO_ERRORS, false).hidden : { cause: thrown };
          if (hidden === undefined) return reject(thrown as VolleyError);
          logger.error("a policy failed; it denies", { right, group, error: thrown });
          reject(forbidden(right));
        });
    });
  }
}

const WORDS: Readonly<Record<Right, string>> = {
  join: "join this group",
  publish: "push this to this group",
  history: "read what was pushed to this group",
  presence: "see who is in this group",
};

function forbidden(right: Right): VolleyError {
  return systemError("FORBIDDEN", `you may not ${WORDS[right]}`);
}
