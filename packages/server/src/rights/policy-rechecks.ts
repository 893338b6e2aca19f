import { encodeJson, isName, MAX_NAME } from "@volley/protocol/internal";
import { handled } from "../base/handled.js";
import type { Logger } from "../base/logger.js";
import { parseJson } from "../base/parse-json.js";
import type { Tasks } from "../base/tasks.js";
import type { Unsubscribe } from "../base/unsubscribe.js";
import type { Bus } from "../cluster/bus.js";
import type { SessionIndex } from "../session/session-index.js";
import type { Memberships } from "./memberships.js";

/** Whom and what a policy decides differently about now; left out: everybody, all groups. */
export interface RecheckFilter {
  /** The pattern of the groups: "table:{id}". */
  readonly pattern?: string | undefined;
  readonly uid?: string | undefined;
}

/** What rechecks work with. */
export interface PolicyRechecksParts {
  readonly memberships: Memberships;
  readonly sessions: SessionIndex;
  readonly bus: Bus;
  /** The channel of these news. */
  readonly channel: string;
  /** The id of this node. */
  readonly node: string;
  readonly tasks: Tasks;
  readonly logger: Logger;
}

const MAX_BYTES = 1_024;
/** How many sessions are looked at at once. */
const CHUNK = 32;

/** Has policies asked again on all nodes, when what they decide by has changed. */
export class PolicyRechecks {
  readonly #parts: PolicyRechecksParts;
  readonly #undo: Unsubscribe[] = [];
  #wasDown = false;

  constructor(parts: PolicyRechecksParts) {
    this.#parts = parts;
  }

  /** Listens to other nodes. Rejects with `UNAVAILABLE`. */
  async start(): Promise<void> {
    const { bus, channel } = this.#parts;
    const news = await bus.subscribe(channel, (message) => this.#receive(message));
    const changes = bus.onChange((up) => {
      // What was published meanwhile is lost, and nobody says what it was.
      if (up && this.#wasDown) this.#parts.tasks.watch("asking policies again", this.#here({}));
      this.#wasDown = !up;
    });
    this.#undo.push(news, changes);
  }

  /** Ends listening. */
  close(): void {
    for (const undo of this.#undo.splice(0)) undo();
  }

  /** Asks again here, and has all other nodes do so. Rejects with `UNAVAILABLE` if these can't be told now. */
  async recheck(filter: RecheckFilter = {}): Promise<void> {
    const { bus, channel, node } = this.#parts;
    const { pattern, uid } = filter;
    const told = handled(bus.publish(channel, encodeJson({ from: node, pattern, uid })));
    await this.#here(filter);
    await told;
  }

  #receive(message: Uint8Array): void {
    const { node, tasks, logger } = this.#parts;
    const { from, pattern, uid } = parseJson(message, MAX_BYTES) ?? {};
    if (from === node) return;
    const fits = isName(from) && isOptional(pattern, isPattern) && isOptional(uid, isName);
    if (fits) return tasks.watch("asking policies again", this.#here({ pattern, uid } as RecheckFilter));
    logger.debug("news about policies make no sense");
  }

  async #here({ pattern, uid }: RecheckFilter): Promise<void> {
    const { memberships, sessions } = this.#parts;
    const all = uid === undefined ? sessions.all() : sessions.of(uid);
    for (let at = 0; at < all.length; at += CHUNK) {
      const chunk = all.slice(at, at + CHUNK);
      await Promise.all(chunk.map((session) => memberships.recheck(session, { reason: "recheck", pattern })));
    }
  }
}

function isOptional(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || is(value);
}

function isPattern(value: unknown): boolean {
  return typeof value === "string" && value.length <= MAX_NAME;
}
