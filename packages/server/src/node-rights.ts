import type { Serializer } from "@volley/protocol";
import type { ContractParts, Deadlines, RouteTable } from "@volley/protocol/internal";
import type { GroupOfContract } from "./app/group-of.js";
import type { Logger } from "./base/logger.js";
import type { Tasks } from "./base/tasks.js";
import type { ClusterEngine } from "./cluster-engine.js";
import type { Groups } from "./groups/groups.js";
import type { RateLimits } from "./limits/rate-limits.js";
import type { NodeIdentity } from "./node-identity.js";
import type { ServerOptions } from "./options.js";
import type { HistoryParts } from "./push/history.js";
import type { Pusher } from "./push/pusher.js";
import type { Streams } from "./push-log/streams.js";
import { GroupOperations } from "./rights/group-operations.js";
import { Memberships } from "./rights/memberships.js";
import { Policies } from "./rights/policies.js";
import { PolicyRechecks } from "./rights/policy-rechecks.js";
import type { SessionIndex } from "./session/session-index.js";

/** What rights take from their node. */
export interface RightsSources {
  readonly identity: NodeIdentity;
  readonly contract: ContractParts;
  readonly options: ServerOptions;
  readonly engine: ClusterEngine;
  readonly groups: Groups;
  readonly streams: Streams;
  readonly history: HistoryParts;
  readonly pusher: Pusher;
  readonly sessions: SessionIndex;
  readonly table: RouteTable;
  readonly serializer: Serializer;
  readonly deadlines: Deadlines;
  readonly tasks: Tasks;
  readonly logger: Logger;
  readonly rates: RateLimits;
  groupOf(pattern: string, params?: Readonly<Record<string, string | number>>): GroupOfContract;
}

/** What clients may do to groups by themselves, and what does it. */
export type NodeRights = ReturnType<typeof createRights>;

/** Makes what holds a node's clients to the policies of groups. */
export function createRights(node: RightsSources) {
  const { contract, options, engine, groups, streams, pusher, sessions, table, serializer, deadlines, tasks } = node;
  const { logger, identity } = node;
  const declared = Object.keys(contract.groups);
  // A contract without groups lets any name be one: then only those with a policy can be meant.
  const has = (pattern: string): boolean => declared.length === 0 || Object.hasOwn(contract.groups, pattern);
  const checkPattern = (pattern: string): void => {
    if (!has(pattern)) node.groupOf(pattern);
  };
  const policies = new Policies({ checkPattern, deadlines, logger, timeoutMs: options.timeouts?.policyMs ?? 3_000 });
  const memberships = new Memberships({ policies, groups, tasks });
  const operations = new GroupOperations({
    ...{ policies, memberships, groups, streams, pusher, table, serializer },
    names: { rules: node.history.rules, has, groupOf: (pattern, params) => node.groupOf(pattern, params) },
    publishLimit: (group) => node.rates.publish(group),
    maxJoined: options.limits?.clientGroups ?? 128,
  });
  const { keys, bus } = engine.groups;
  const rechecks = new PolicyRechecks({
    ...{ memberships, sessions, bus, tasks, logger, node: identity.id, channel: keys.policyNews },
  });
  return { policies, memberships, operations, rechecks };
}
