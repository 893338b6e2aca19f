import { VolleyError } from "@volley/protocol";
import { encodeLeft, formatLeft, groupName, type Left } from "@volley/protocol/internal";
import type { Tasks } from "../base/tasks.js";
import type { Groups } from "../groups/groups.js";
import type { JoinedGroup } from "../session/joined-groups.js";
import type { LiveSession } from "../session/live-session.js";
import type { JoinReason } from "./group-policy.js";
import type { Policies } from "./policies.js";

/** What memberships work with. */
export interface MembershipsParts {
  readonly policies: Policies;
  readonly groups: Pick<Groups, "leave">;
  readonly tasks: Tasks;
}

/** Why groups are looked at again, and which; left out: all. */
export interface RecheckOptions {
  readonly reason: Exclude<JoinReason, "join">;
  readonly pattern?: string | undefined;
  /** The group's name. */
  readonly group?: string | undefined;
}

/**
 * The groups that clients joined by themselves: who loses the right to be in one is taken out of it, and told. What
 * handlers joined isn't asked about.
 */
export class Memberships {
  readonly #parts: MembershipsParts;
  #rechecks = 0;

  constructor(parts: MembershipsParts) {
    this.#parts = parts;
  }

  /** Grows when policies may have changed their minds: what was asked before has to be asked again. */
  get rechecks(): number {
    return this.#rechecks;
  }

  /** Looks at a session's groups again; takes it out of those that it may no longer be in, and tells. Never rejects. */
  async recheck(session: LiveSession, options: RecheckOptions): Promise<void> {
    this.tell(session, await this.takeOut(session, options));
  }

  /** Does the same, and leaves it to the caller to tell: the client can't be told yet. Never rejects. */
  async takeOut(session: LiveSession, { reason, pattern, group }: RecheckOptions): Promise<readonly Left[]> {
    if (group === undefined) this.#rechecks++;
    const names = session.groups.byClient.filter((name) => (group ?? name) === name);
    const left = await Promise.all(
      names.map(async (name) => {
        const joined = session.groups.get(name);
        if (joined === undefined || (pattern ?? joined.pattern) !== joined.pattern) return undefined;
        const found = await this.refusal(session, joined, reason);
        // It may have left by itself meanwhile, or a handler has made it a member.
        if (found === undefined || session.groups.get(found.group)?.byClient !== true) return undefined;
        session.groups.delete(found.group);
        this.#parts.tasks.watch("leaving a group", this.#parts.groups.leave(session, found.group));
        return found;
      }),
    );
    return left.filter((each) => each !== undefined);
  }

  /** Asks whether a session may be in a group that its client joined; tells why not, if so. Never rejects. */
  async refusal(
    session: LiveSession,
    { pattern, params = {}, info }: JoinedGroup,
    reason: JoinReason,
  ): Promise<Left | undefined> {
    const texts = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
    const group = groupName(pattern, texts);
    try {
      const more = { reason, presence: info };
      await this.#parts.policies.check("join", { session, pattern, params: texts, group, more });
      return undefined;
    } catch (error) {
      return { group, error: VolleyError.from(error) };
    }
  }

  /** Tells a client which groups it isn't in any more. */
  tell(session: LiveSession, left: readonly Left[]): void {
    for (const each of left) session.send(encodeLeft(formatLeft(each)));
  }
}
