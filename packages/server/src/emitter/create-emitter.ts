import { type AnyContract, jsonSerializer, type Serializer } from "@volley/protocol";
import { type ContractParts, createRouteTable, createSystemClock } from "@volley/protocol/internal";
import { groupOf } from "../app/group-of.js";
import { type AuthOptions, withAuthDefaults } from "../auth/auth-options.js";
import { consoleLogger, type Logger } from "../base/logger.js";
import type { Cluster } from "../cluster-engine.js";
import { groupPushes } from "../push/group-pushes.js";
import { everybodyHandle, userHandle, usersHandle } from "../push/handles.js";
import { Pusher } from "../push/pusher.js";
import { Receipts } from "../push/receipts.js";
import type { StreamAppender } from "../push-log/stream-appender.js";
import { StreamRules } from "../push-log/stream-rules.js";
import type { RedisOptions } from "../redis/redis-options.js";
import { redis } from "../redis-cluster.js";
import { revoke } from "../revocation/revoke.js";
import type { RevokedToken } from "../revocation/revoked-token.js";
import { SessionIndex } from "../session/session-index.js";
import type { Emitter } from "./emitter.js";
import { EmitterLink } from "./emitter-link.js";
import { WaitingBroadcaster } from "./waiting-broadcaster.js";

/** Options of `createEmitter`: where the cluster is, and what its nodes are configured with too. */
export type EmitterOptions = ({ readonly redis: RedisOptions } | { readonly cluster: Cluster }) & {
  /** The nodes' serializer. Default: `jsonSerializer()`. */
  readonly serializer?: Serializer | undefined;
  /** Whether pushes are checked before they are sent. Default: unless NODE_ENV is "production". */
  readonly check?: boolean | undefined;
  /** The nodes' `auth`: how long a revocation is kept. */
  readonly auth?: Pick<AuthOptions, "maxTokenMs"> | undefined;
  /** Default: warnings and errors on the console. */
  readonly logger?: Logger | undefined;
};

/**
 * Makes an emitter for the users of a cluster. It connects at its first use. What it sends arrives in its order;
 * each call resolves when Redis has it, and rejects with `UNAVAILABLE` when Redis can't be reached.
 */
export function createEmitter<C extends AnyContract>(contract: C, options: EmitterOptions): Emitter<C> {
  const { serializer = jsonSerializer(), logger = consoleLogger() } = options;
  const { check = process.env["NODE_ENV"] !== "production" } = options;
  const parts = contract as unknown as ContractParts;
  const cluster = "cluster" in options ? options.cluster : redis(options.redis);
  const link = new EmitterLink({ cluster, clock: createSystemClock(), logger });
  const rooms = new WaitingBroadcaster(async () => (await link.connect()).rooms);
  const directory = {
    lookup: async (uids: readonly string[]) => (await link.connect()).directory.lookup(uids),
  };
  const appender: StreamAppender = {
    append: async ({ name, keep }, bytes, how) => (await link.connect()).log.append(name, bytes, { ...how, keep }),
  };
  const streams = { rules: new StreamRules(parts), appender };
  const pusher = new Pusher({ table: createRouteTable(parts), rooms, streams, logger, serializer, check });
  const receipts = new Receipts({ sessions: new SessionIndex(), directory, type: "emitter" });
  const users = { pusher, receipts, rooms, groupOf: groupOf.bind(undefined, parts.groups) };
  const close = (): Promise<void> => link.close();
  const emitter = {
    user: (uid: string) => userHandle(users, uid),
    users: (uids: readonly string[]) => usersHandle(users, uids),
    group: (pattern: string, params?: Readonly<Record<string, string | number>>) =>
      groupPushes(pusher, groupOf(parts.groups, pattern, params)),
    everybody: () => everybodyHandle(pusher),
    online: async (uid: string) => (await directory.lookup([uid])).some((sessions) => sessions.length > 0),
    revoke: async (what: RevokedToken) => {
      const { revocations } = await link.connect();
      await revoke(what, { ...revocations, keepMs: withAuthDefaults(options.auth).maxTokenMs });
    },
    onSessionNews: link.onSessionNews.bind(link),
    start: async () => void (await link.connect()),
    close,
    [Symbol.asyncDispose]: close,
  };
  return emitter as unknown as Emitter<C>;
}
