import { type Serializer, type StreamPosition, VolleyError } from "@volley/protocol";
import {
  decodeJson,
  type GroupAsk,
  joinGroupCall,
  type Left,
  type LeftFrame,
  type Numbered,
  type PushDefinition,
  parseLeft,
  type Welcome,
} from "@volley/protocol/internal";
import { Listeners } from "../base/listeners.js";
import type { Logger } from "../base/logger.js";
import type { Turn } from "../base/turns.js";
import type { WaitOptions } from "../base/wait-options.js";
import type { GroupCallOptions } from "../calls/call-options.js";
import type { Calls, GroupAsking } from "../calls/calls.js";
import type { PushHandler, PushInbox, StreamOptions } from "../pushes/push-inbox.js";
import { readHistory } from "./read-history.js";

/** What groups work with. */
export interface GroupsPorts {
  readonly calls: Calls;
  readonly inbox: PushInbox;
  readonly serializer: Serializer;
  readonly logger: Logger;
  /** Finds a push, and sees to it that there is a connection. Throws `BAD_REQUEST`. */
  readonly pushOf: (name: string) => Numbered<PushDefinition>;
  /** Forgets how far the client is in a group's stream. */
  readonly forget: (group: string) => void;
}

/** One group, and what it was joined with. */
interface Joined {
  readonly ask: (ask: GroupAsk, asking?: GroupAsking, data?: Uint8Array) => Promise<unknown>;
  readonly presence: unknown;
}

/** The groups that the client joins by itself: what it asks of them, and in which it is. */
export class Groups {
  readonly #ports: GroupsPorts;
  readonly #joined = new Map<string, Joined>();
  readonly #left: Listeners<[Left]>;

  constructor(ports: GroupsPorts) {
    this.#ports = ports;
    this.#left = new Listeners((error) => ports.logger.error("a handler of onLeft failed", { error }));
  }

  /** Names a group. Whether there is such a one, the server says. */
  use(pattern: string, params: Readonly<Record<string, string | number>> = {}) {
    const { calls, inbox, serializer, pushOf } = this.#ports;
    const name = pattern.replace(/\{(\w+)\}/g, (_, param: string) => String(params[param]));
    const ask: Joined["ask"] = (what, asking, data) =>
      calls.group(`${what.op} of ${name}`, joinGroupCall({ ...what, group: pattern, params }, data), asking);
    return {
      name,
      join: async ({ presence, last, ...asking }: JoinOptions = {}): Promise<void> => {
        // Noted at once: a `leave` behind it, which waits for nothing, takes it back.
        const before = this.#joined.get(name);
        const joining = { ask, presence };
        this.#joined.set(name, joining);
        try {
          await ask({ op: "join", presence, last }, asking);
        } catch (error) {
          if (this.#joined.get(name) !== joining) throw error;
          this.#joined.delete(name);
          // That still holds: only joining again was refused.
          if (before !== undefined) this.#joined.set(name, before);
          throw error;
        }
      },
      leave: async (asking?: GroupCallOptions): Promise<void> => {
        this.#joined.delete(name);
        await ask({ op: "leave" }, asking);
      },
      push: async (push: string, data?: unknown, asking?: GroupCallOptions): Promise<void> => {
        const { rev } = pushOf(push).definition;
        await ask({ op: "push", push, rev }, asking, serializer.encode(data, { kind: "push", name: push }));
      },
      history: ({ limit, since, ...asking }: HistoryOptions = {}) =>
        ask({ op: "history", limit, since }, { ...asking, read: (bytes, remote) => readHistory(bytes, remote, inbox) }),
      members: (asking?: GroupCallOptions) => ask({ op: "members" }, { ...asking, read: decodeJson }),
      onPush: (push: string, handler: PushHandler, { signal }: WaitOptions = {}) =>
        inbox.handle(pushOf(push), (data, meta) => (meta.group === name ? handler(data, meta) : undefined), signal),
      pushes: (push: string, how?: StreamOptions) => inbox.stream(pushOf(push), how, name),
      onLeft: (handler: (left: Left) => void, { signal }: WaitOptions = {}) =>
        this.#left.add((left) => (left.group === name ? handler(left) : undefined), signal),
    };
  }

  /** Notes a welcome: a session that goes on says where it is; a new one has to join again, before all that waits. */
  welcomed({ resumed, groups }: Pick<Welcome, "resumed" | "groups">): void {
    for (const [group, joined] of this.#joined) {
      if (resumed !== true) void this.#rejoin(group, joined);
      else if (groups?.includes(group) === false) this.#lost({ group, error: undefined });
    }
  }

  /** Makes the turn of a frame that says that the session isn't in a group any more. Throws `BAD_REQUEST`. */
  left(frame: LeftFrame): Turn {
    const left = parseLeft(frame.payload);
    return () => this.#lost(left);
  }

  close(): void {
    this.#left.close();
  }

  async #rejoin(group: string, { ask, presence }: Joined): Promise<void> {
    try {
      await ask({ op: "join", presence }, { first: true });
    } catch (thrown) {
      const error = VolleyError.from(thrown);
      // The next connection tries again.
      if (error.code !== "DISCONNECTED") this.#lost({ group, error });
    }
  }

  #lost(left: Left): void {
    this.#ports.forget(left.group);
    if (this.#joined.delete(left.group)) this.#left.tell(left);
  }
}

interface JoinOptions extends GroupCallOptions {
  readonly presence?: unknown;
  readonly last?: number;
}

interface HistoryOptions extends GroupCallOptions {
  readonly limit?: number;
  readonly since?: StreamPosition;
}
