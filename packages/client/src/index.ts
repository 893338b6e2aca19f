// What apps use.

export type { Pending, Result, TraceContext } from "@volley/protocol";
export { VolleyError } from "@volley/protocol";
export type { Logger } from "./base/logger.js";
export type { Unsubscribe } from "./base/unsubscribe.js";
export type { WaitOptions } from "./base/wait-options.js";
export type { GroupCallOptions, NotifyOptions, RequestOptions } from "./calls/call-options.js";
export type { Client } from "./client.js";
export type { CloseCause, Status } from "./connection/status.js";
export { createClient } from "./create-client.js";
export type {
  ClientGroup,
  GroupHeard,
  GroupHistoryEntry,
  GroupHistoryOptions,
  GroupJoinArgs,
  GroupJoinOptions,
  GroupLeft,
  GroupMembers,
  GroupUses,
  Member,
} from "./groups/client-group.js";
export type {
  ClientOptions,
  HeartbeatOptions,
  OutboxOptions,
  ReconnectOptions,
  SimulateOptions,
} from "./options.js";
export type { PushMeta, ReplayMeta } from "./pushes/push-meta.js";
export type { Overflow, PushesOptions } from "./pushes/pushes-options.js";
export type { Resync, ResyncReason } from "./pushes/resync.js";
export { type GuestIdentityOptions, guestIdentity, type TokenStorage } from "./session/guest-identity.js";
export type { ResumeOptions, ResumeStorage } from "./session/resume-memory.js";
export type { GetToken, TokenAttempt, TokenSource } from "./session/token-source.js";
