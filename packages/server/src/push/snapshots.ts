import type { AnyContract, GroupParams } from "@volley/protocol";
import { type Clock, systemError } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import { settledWithin } from "../base/settled-within.js";
import type { SnapshotSource } from "../push-log/local-stream.js";
import type { SnapshotReason, StreamSession } from "../push-log/stream-member.js";
import type { StreamRules } from "../push-log/stream-rules.js";
import type { LiveSession } from "../session/live-session.js";
import type { Session } from "../session/session.js";

/** What is asked of the handler that tells a group's state. */
export interface SnapshotRequest<P extends string, S = Session<AnyContract>> {
  /** What fills the group's pattern in. */
  readonly params: { readonly [Name in keyof GroupParams<P>]: string };
  /** Who gets it. */
  readonly session: S;
  /** It joined; or pushes are missing: away for too long, all lost, or the last ones lost. */
  readonly reason: SnapshotReason;
}

/** Tells a group's state; undefined: nothing is sent. */
export type SnapshotHandler<P extends string = string, Sent = unknown, S = Session<AnyContract>> = (
  request: SnapshotRequest<P, S>,
) => Sent | undefined | Promise<Sent | undefined>;

/** What snapshots are made with. */
export interface SnapshotsParts {
  readonly rules: StreamRules;
  readonly sessionOf: (id: string) => LiveSession | undefined;
  /** Makes the frame of a push to a group. */
  readonly frame: (push: string, data: unknown, group: string) => Promise<Uint8Array | undefined>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How long a handler may take, in ms: later pushes wait for it. */
const SNAPSHOT_MS = 5_000;

interface Registered {
  readonly push: string;
  readonly handler: SnapshotHandler;
}

/** The handlers that tell groups' states, by their patterns. */
export class Snapshots implements SnapshotSource {
  readonly #parts: SnapshotsParts;
  readonly #byPattern = new Map<string, Registered>();

  constructor(parts: SnapshotsParts) {
    this.#parts = parts;
  }

  /** Registers the handler of a pattern. Throws `CONFLICT` for a second one. */
  add(pattern: string, push: string, handler: SnapshotHandler): void {
    if (this.#byPattern.has(pattern)) {
      throw systemError("CONFLICT", `there is a snapshot of "${pattern}" already; a group has one state`);
    }
    this.#byPattern.set(pattern, { push, handler });
  }

  has(group: string): boolean {
    return this.#byPattern.size > 0 && this.#find(group) !== undefined;
  }

  async frameFor({ id }: StreamSession, group: string, reason: SnapshotReason): Promise<Uint8Array | undefined> {
    const { clock, logger, sessionOf } = this.#parts;
    const found = this.#find(group);
    const session = sessionOf(id);
    if (found === undefined || session === undefined) return undefined;
    const { params, push, handler } = found;
    let frame: Uint8Array | undefined;
    const making = this.#make(group, push, () => handler({ params, session, reason })).then(
      (made) => {
        frame = made;
      },
      (error: unknown) => logger.error("a snapshot could not be made", { group, push, error }),
    );
    if (!(await settledWithin(making, SNAPSHOT_MS, clock))) {
      logger.error("a snapshot took too long; its client goes on without", { group, push, ms: SNAPSHOT_MS });
    }
    return frame;
  }

  async #make(group: string, push: string, work: () => unknown): Promise<Uint8Array | undefined> {
    const data = await work();
    return data === undefined ? undefined : this.#parts.frame(push, data, group);
  }

  #find(group: string): (Registered & { readonly params: Readonly<Record<string, string>> }) | undefined {
    // A contract without groups has no patterns: then a name is its own.
    const matches = [...this.#parts.rules.patternsOf(group), { pattern: group, params: {} }];
    for (const { pattern, params } of matches) {
      const registered = this.#byPattern.get(pattern);
      if (registered !== undefined) return { ...registered, params };
    }
    return undefined;
  }
}
