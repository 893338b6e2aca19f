import { type Serializer, VolleyError } from "@volley/protocol";
import { encodeJson, joinBytes, parse, type RouteTable, systemError } from "@volley/protocol/internal";
import type { Groups } from "../groups/groups.js";
import { type LimitRefusal, rateLimited } from "../limits/refusal.js";
import type { Pusher } from "../push/pusher.js";
import type { Streams } from "../push-log/streams.js";
import type { LiveSession } from "../session/live-session.js";
import type { Right } from "./group-policy.js";
import { type GroupNames, type GroupTarget, groupTarget } from "./group-target.js";
import type { Memberships } from "./memberships.js";
import type { Policies } from "./policies.js";
import { type ReadGroupCall, readGroupCall } from "./read-group-call.js";

/** What clients' operations on groups work with. */
export interface GroupOperationsParts {
  readonly names: GroupNames;
  readonly policies: Policies;
  readonly memberships: Memberships;
  readonly groups: Pick<Groups, "isIn" | "leave" | "presence">;
  readonly streams: Pick<Streams, "newest">;
  readonly pusher: Pusher;
  readonly table: RouteTable;
  readonly serializer: Serializer;
  /** Looks whether clients may publish to a group now, and counts it. Never rejects. */
  readonly publishLimit: (group: string) => Promise<LimitRefusal | undefined>;
  /** How many groups a session may be in because its client joined them. */
  readonly maxJoined: number;
}

/** What limits how often a session joins groups. */
export interface JoinLimit {
  /** Looks whether it may join another one, and counts it. */
  join(): LimitRefusal | undefined;
}

type Call<Op> = Extract<ReadGroupCall, { readonly op: Op }>;

const NOTHING = new Uint8Array(0);
const MAX_LIMIT = 1_000;
/** The most that one answer holds: half of what may wait for a client. */
const MAX_ANSWER_BYTES = 524_288;

/** Does what clients ask of groups by themselves, if the app's policies allow it. Backends aren't asked. */
export class GroupOperations {
  readonly #parts: GroupOperationsParts;

  constructor(parts: GroupOperationsParts) {
    this.#parts = parts;
  }

  /** Does what a `group` frame asks; resolves with the payload of the answer. Rejects with what the client may know. */
  async run(session: LiveSession, payload: Uint8Array, limit: JoinLimit): Promise<Uint8Array> {
    const call = readGroupCall(payload);
    const target = groupTarget(this.#parts.names, call.pattern, call.params);
    switch (call.op) {
      case "join":
        refuse(limit.join());
        return this.#join(session, target, call);
      case "leave":
        return this.#leave(session, target);
      case "push":
        return this.#push(session, target, call);
      case "history":
        return this.#history(session, target, call);
      case "members":
        return this.#members(session, target);
    }
  }

  async #join(session: LiveSession, target: GroupTarget, { presence, last = 0 }: Call<"join">): Promise<Uint8Array> {
    const { policies, memberships, maxJoined } = this.#parts;
    const { name, pattern, params } = target;
    policies.precheck("join", pattern);
    const before = session.groups.get(name);
    const count = session.groups.byClient.length;
    if (before === undefined && count >= maxJoined) {
      throw systemError("FORBIDDEN", `this session has joined ${count} groups, as many as it may; leave one first`);
    }
    const info = target.presence === undefined ? undefined : presence;
    // What a handler says of a user is checked in development only; this comes from anybody.
    if (target.presence !== undefined) await parse(target.presence.info, info, `the presence in the group ${name}`);
    const { rechecks } = memberships;
    await this.#ask("join", session, target, { reason: "join", presence: info });
    if (last > 0) await this.#ask("history", session, target);
    if (session.closed) throw systemError("CANCELLED", "this session has ended");
    const args = [Object.keys(params).length === 0 ? undefined : params, { presence: info, last }];
    await session.join(pattern, ...args.filter((each) => each !== undefined));
    // What a handler joined stays the handler's.
    if (before === undefined || before.byClient === true) session.groups.markByClient(name);
    if (rechecks === memberships.rechecks) return NOTHING;
    // What the policy decided by has changed since it was asked.
    const [left] = await memberships.takeOut(session, { reason: "recheck", group: name });
    if (left?.error !== undefined) throw left.error;
    return NOTHING;
  }

  /** Leaving twice is leaving. */
  async #leave(session: LiveSession, { name }: GroupTarget): Promise<Uint8Array> {
    const joined = session.groups.get(name);
    if (joined === undefined) return NOTHING;
    if (joined.byClient !== true) throw systemError("FORBIDDEN", "the app made you a member of this group");
    session.groups.delete(name);
    await this.#parts.groups.leave(session, name);
    return NOTHING;
  }

  async #push(session: LiveSession, target: GroupTarget, { push, rev, data }: Call<"push">): Promise<Uint8Array> {
    const { policies, table, serializer, pusher, groups } = this.#parts;
    const { name, allowed } = target;
    policies.precheck("publish", target.pattern);
    refuse(await this.#parts.publishLimit(name));
    const entry = table.pushes.get(push);
    if (entry?.definition.rev !== rev)
      throw systemError("CONTRACT_MISMATCH", "the server has no such push of this rev");
    if (allowed?.includes(push) === false) {
      throw systemError("BAD_REQUEST", `the contract doesn't let "${push}" go to this group`);
    }
    const decoded = decode(serializer, push, data);
    const parsed = await parse(entry.definition.data, decoded, `the data of the push ${push}`);
    await this.#ask("publish", session, target, { push, data: parsed });
    // Looked at last: it may have had to leave while the policy was asked.
    if (!groups.isIn(session.id, name)) throw systemError("FORBIDDEN", "only members push to a group; join it first");
    await pusher.toGroup(push, decoded, { group: name, allowed, except: [] });
    return NOTHING;
  }

  async #history(session: LiveSession, target: GroupTarget, call: Call<"history">): Promise<Uint8Array> {
    const { limit = 100, since } = call;
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
      throw systemError("BAD_REQUEST", `${limit} is no limit: use a whole number from 1 to ${MAX_LIMIT}`);
    }
    await this.#ask("history", session, target);
    const read = { count: limit, bytes: MAX_ANSWER_BYTES, since };
    const frames = await this.#parts.streams.newest(session.id, target.name, read);
    return joinBytes(
      frames,
      frames.reduce((sum, { length }) => sum + length, 0),
    );
  }

  async #members(session: LiveSession, target: GroupTarget): Promise<Uint8Array> {
    if (target.presence === undefined) throw systemError("BAD_REQUEST", "the contract declares no presence here");
    await this.#ask("presence", session, target);
    const answer = encodeJson(await this.#parts.groups.presence.present(target));
    if (answer.length <= MAX_ANSWER_BYTES) return answer;
    const message = "too many users are present to list them all; ask a handler for some of them";
    throw systemError("PAYLOAD_TOO_LARGE", message, { data: { limitBytes: MAX_ANSWER_BYTES } });
  }

  #ask(
    right: Right,
    session: LiveSession,
    target: GroupTarget,
    more?: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const { pattern, params, name } = target;
    return this.#parts.policies.check(right, { session, pattern, params, group: name, more });
  }
}

function refuse(refusal: LimitRefusal | undefined): void {
  if (refusal !== undefined) throw rateLimited(refusal);
}

/** Whatever a serializer throws at hostile data, a stack overflow included, is the sender's fault. */
function decode(serializer: Serializer, push: string, data: Uint8Array): unknown {
  try {
    return serializer.decode(data, { kind: "push", name: push });
  } catch (cause) {
    if (VolleyError.is(cause)) throw cause;
    throw systemError("BAD_REQUEST", `the data of the push ${push} can't be read`, { cause });
  }
}
