// What apps use.
export { type TraceContext, VolleyError } from "@volley/protocol";
export type {
  Call,
  Handler,
  HandlerFor,
  HandlerOptions,
  ServiceMethods,
  ServiceOptions,
} from "./app/handler.js";
export type { AuthOptions } from "./auth/auth-options.js";
export type { Attempt, Authenticate, Identity, Who } from "./auth/authenticate.js";
export { type GuestOptions, guest } from "./auth/guest.js";
export { consoleLogger, type LogFields, type Logger } from "./base/logger.js";
export type { Unsubscribe } from "./base/unsubscribe.js";
export type { Bus, BusReceiver } from "./cluster/bus.js";
export type { Discovery, NodeChange } from "./cluster/discovery.js";
export type { NodeInfo, Role } from "./cluster/node-info.js";
export type { NodeFilter } from "./cluster/nodes.js";
export type { Cluster, CreateDiscovery, DiscoveryParts } from "./cluster-engine.js";
export { createServer } from "./create-server.js";
export type { SessionNews } from "./directory/session-news.js";
export type { DrainOptions, DrainReport } from "./drain/drain-options.js";
export type { AdmittedUpgrade } from "./edge/admit-upgrade.js";
export type { ConnectionHooks, ConnectionLayer, LayeredConnection, NextMessage } from "./edge/connection-layer.js";
export type { EdgeOptions, ForwardedHeader, HandshakeRate, TrustedProxies } from "./edge/edge-options.js";
export { byKey, type Routing, type RoutingCall, random, sticky } from "./forward/routing.js";
export type { CreateGroupOptions } from "./groups/group-store.js";
export type { DeadJob, DeadJobs } from "./jobs/dead-jobs.js";
export type { Enqueued, EnqueueOptions } from "./jobs/enqueue-options.js";
export type { JobRules, Jobs } from "./jobs/job-queue.js";
export { memoryJobs } from "./jobs/memory-jobs.js";
export type { LimitCounts } from "./limits/limit-counts.js";
export type { AbuseOptions, ConnectionLimits, GroupLimits, RateOptions } from "./limits/limit-options.js";
export type { Quota, QuotaLeft, QuotaOptions, TakeOptions } from "./limits/quota.js";
export type { RateLimit, SharedRateLimit, WhenUnsure } from "./limits/rule.js";
export { memoryCluster } from "./memory-cluster.js";
export type { AppMetrics, Counter, Gauge, Histogram } from "./metrics/app-metrics.js";
export type {
  HistogramDefinition,
  Labels,
  MetricDefinition,
  MetricsReporter,
  RecordValue,
} from "./metrics/reporter.js";
export {
  type ChildExit,
  type ChildProcessModule,
  type ChildProcessOptions,
  childProcess,
} from "./modules/child-process.js";
export { type DrainGateHost, type DrainGateOptions, drainGate } from "./modules/drain-gate.js";
export type { Module, ModuleOptions } from "./modules/module.js";
export type { Timers } from "./modules/timers.js";
export { type UniqueSessionHost, type UniqueSessionOptions, uniqueSession } from "./modules/unique-session.js";
export type { Limits, ResumeOptions, ServerOptions, Timeouts } from "./options.js";
export { after, before, type Outcome } from "./pipeline/before-after.js";
export type { Layer, LayerCall, NextCall } from "./pipeline/layer.js";
export type { PresenceEvent, Present } from "./presence/presence.js";
export type { Filter, PushOptions } from "./push/filter.js";
export type {
  EverybodyHandle,
  GroupHandle,
  GroupMember,
  GroupOperations,
  UserHandle,
  UserOperations,
  UsersHandle,
} from "./push/handles.js";
export type { HistoryEntry, HistoryOptions } from "./push/history.js";
export type { PresenceHandle, PresenceHandleOf } from "./push/presence-handle.js";
export type {
  KeptPushOptions,
  KeptReceipt,
  KeptReceipts,
  KeptUserPushOptions,
  Published,
  PublishOptions,
} from "./push/published.js";
export type { Receipt } from "./push/receipt.js";
export type { SnapshotHandler, SnapshotRequest } from "./push/snapshots.js";
export type { Producer } from "./push-log/push-log.js";
export type { SnapshotReason } from "./push-log/stream-member.js";
export type { RedisAddress, RedisOptions, RedisSentinel } from "./redis/redis-options.js";
export { redis } from "./redis-cluster.js";
export type { RevokedToken } from "./revocation/revoked-token.js";
export type {
  GroupPolicy,
  JoinReason,
  JoinRequest,
  PublishRequest,
  Right,
  RightRequest,
  Rule,
} from "./rights/group-policy.js";
export type { RecheckFilter } from "./rights/policy-rechecks.js";
export type { RemoteCall, RemoteCaller, RemoteHandler, RemoteHandlers, RpcOptions } from "./rpc/remote-call.js";
export type { Listening, Server } from "./server.js";
export type { AnyClaims, JoinArgs, JoinOptions, LastOptions, Session } from "./session/session.js";
export type { Revoked, Slow } from "./session/session-hooks.js";
export type { Span, SpanKind, SpanStart, Tracer } from "./traces/tracer.js";
