import { isName } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import type { Nodes } from "../cluster/nodes.js";
import type { PeerOutcome } from "../peers/peer-calls.js";
import type { Peers } from "../peers/peers.js";
import type { GroupMember } from "../push/handles.js";
import type { Pusher, PushScope } from "../push/pusher.js";
import type { SessionPushes } from "./session-pushes.js";

const MEMBERS = "group.members";

/** What this works with. */
export interface MemberPushesParts {
  /** The id of this node. */
  readonly node: string;
  readonly nodes: Nodes;
  readonly peers: Peers;
  readonly pusher: Pusher;
  readonly pushes: SessionPushes;
  /** Lists the members of a group whose sessions this node holds. */
  readonly membersOf: (group: string) => readonly GroupMember[];
  readonly logger: Logger;
  /** How long another node may take to say whom it holds, in ms. */
  readonly timeoutMs: number;
}

/** Pushes to the members of a group on other nodes, to each what is made for it. */
export class MemberPushes {
  readonly #parts: MemberPushesParts;

  constructor(parts: MemberPushesParts) {
    this.#parts = parts;
    const { peers, membersOf } = parts;
    peers.serve(MEMBERS, (call) => {
      const members = typeof call.head === "string" ? membersOf(call.head) : [];
      call.reply(
        undefined,
        members.map(({ session, uid = null, tags }) => [session, uid, tags]),
      );
    });
  }

  /**
   * Asks all nodes that hold connections whom they have, and pushes. Those that can't be asked are left out, as they
   * miss what is pushed to the group as a whole.
   */
  async each(
    push: string,
    scope: PushScope & { readonly group: string },
    payload: (member: GroupMember) => unknown,
  ): Promise<void> {
    const { node: own, nodes, pusher, pushes } = this.#parts;
    const others = nodes.find().filter(({ id, role }) => id !== own && role !== "backend");
    const pushTo = async (node: string): Promise<void> => {
      const members = await this.#ask(node, scope.group);
      const sends = members.flatMap((member) => {
        const data = payload(member);
        const send = (packet: Parameters<SessionPushes["send"]>[2]): void => pushes.send(node, member.session, packet);
        return data === undefined ? [] : [pusher.send(push, data, scope, send)];
      });
      await Promise.all(sends);
    };
    await Promise.all(others.map(({ id }) => pushTo(id)));
  }

  async #ask(node: string, group: string): Promise<readonly GroupMember[]> {
    const { peers, timeoutMs, logger } = this.#parts;
    const outcome = await new Promise<PeerOutcome>((settle) => {
      peers.call({ node, method: MEMBERS, head: group, timeoutMs, settle });
    });
    if (outcome.type === "reply") return Array.isArray(outcome.head) ? outcome.head.flatMap(readMember) : [];
    logger.debug("the members of a group on another node aren't reached", { group, node, outcome: outcome.type });
    return [];
  }
}

function readMember(value: unknown): readonly GroupMember[] {
  const [session, uid, tags]: readonly unknown[] = Array.isArray(value) ? value : [];
  if (!isName(session) || !(uid === null || isName(uid)) || !Array.isArray(tags)) return [];
  return [{ session, uid: uid ?? undefined, tags: tags.filter(isName) }];
}
