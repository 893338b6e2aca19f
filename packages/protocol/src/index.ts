// What apps use.
export type { Pending, Result } from "./base/pending.js";
export type { TraceContext } from "./base/trace-context.js";
export { type Composed, composeContracts } from "./contract/compose.js";
export {
  type AnyCallable,
  type AnyContract,
  type Contract,
  type ContractDefinition,
  defineContract,
  type Groups,
  type Pushes,
  type Routes,
} from "./contract/contract.js";
export { type ErrorData, type ErrorDef, type ErrorDefs, type ErrorTypes, error } from "./contract/error.js";
export { type Group, group, type Presence, type PresenceOptions } from "./contract/group.js";
export type { GroupArgs, GroupParams } from "./contract/group-params.js";
export type {
  DeclaredError,
  DeliveryOf,
  ErrorOf,
  ErrorsFor,
  GroupName,
  GroupPush,
  HasPresence,
  InputOf,
  KeptPush,
  Named,
  NotifyName,
  PresenceInfo,
  PushName,
  PushReceived,
  PushSent,
  ReplyOf,
  RequestName,
  ReturnOf,
  RouteName,
  SentOf,
  ServiceName,
  SystemError,
  UnkeptPush,
} from "./contract/lookups.js";
export { type Delivery, type Push, type PushOptions, push } from "./contract/push.js";
export { type AnyRemotes, defineRemotes, type Remotes, type RemotesDefinition } from "./contract/remotes.js";
export { type NotifyRoute, notify, type RequestRoute, type RouteLimit, request } from "./contract/route.js";
export type { SystemCode, SystemErrors } from "./errors/codes.js";
export type { Ending, EndingReason } from "./errors/endings.js";
export type { Issue } from "./errors/issue.js";
export { VolleyError, type VolleyErrorOptions } from "./errors/volley-error.js";
export type { Schema, SchemaInput, SchemaLike, SchemaOutput } from "./schema/schema.js";
export { jsonSerializer } from "./serializers/json.js";
export type { MessageRef, Serializer } from "./serializers/serializer.js";
export type { Limited } from "./wire/limited.js";
export type { StreamPosition } from "./wire/stream-position.js";
