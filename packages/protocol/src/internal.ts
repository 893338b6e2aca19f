// For Volley's own packages only: not covered by semantic versioning.
export { type Cancel, type Clock, createSystemClock } from "./base/clock.js";
export { Deadlines } from "./base/deadlines.js";
export { ManualClock } from "./base/manual-clock.js";
export { toPending } from "./base/pending.js";
export { parseTrace } from "./base/trace-context.js";
export type { ContractParts } from "./contract/contract.js";
export { fingerprintOf } from "./contract/fingerprint.js";
export type { GroupDefinition, PresenceDefinition } from "./contract/group.js";
export type { Args, ErrorConstructors, Later, RoutesOf } from "./contract/lookups.js";
export { checkTag, checkUid, groupName, isName, MAX_NAME, paramsOf } from "./contract/names.js";
export type { PushDefinition } from "./contract/push.js";
export type { RouteDefinition } from "./contract/route.js";
export { createRouteTable, type Numbered, NumberedTable, type RouteTable } from "./contract/route-table.js";
export { isSystemCode, SYSTEM_CODES } from "./errors/codes.js";
export { ENDINGS, type EndingAction, parseEnding } from "./errors/endings.js";
export { systemError } from "./errors/volley-error.js";
export { fromWireError, isNotStarted, toWireError, type WireError } from "./errors/wire-error.js";
export { parse } from "./schema/parse.js";
export { fromUtf8, joinBytes, toUtf8 } from "./wire/bytes.js";
export { decodeMessage } from "./wire/decode-message.js";
export {
  encodeAuth,
  encodeCancel,
  encodeError,
  encodeGoodbye,
  encodeGroup,
  encodeLeft,
  encodeLimited,
  encodeMove,
  encodeNotify,
  encodePing,
  encodePong,
  encodePosition,
  encodePush,
  encodeRefresh,
  encodeReply,
  encodeRequest,
  encodeUnknown,
  encodeWelcome,
} from "./wire/encode-frame.js";
export {
  type Extension,
  extensionOf,
  type Frame,
  type GroupFrame,
  type LeftFrame,
  type NotifyFrame,
  type PositionFrame,
  type PushFrame,
  type RefreshFrame,
  type RequestFrame,
} from "./wire/frame.js";
export { type GroupAsk, type GroupCall, joinGroupCall, splitGroupCall } from "./wire/group-call.js";
export {
  type Dictionary,
  dictionaryOf,
  formatHello,
  formatRefusal,
  type Hello,
  negotiateVersion,
  PROTOCOL_VERSIONS,
  parseHello,
  parseRefusal,
  parseWelcome,
  type Refusal,
  type VersionRange,
  type Welcome,
} from "./wire/handshake.js";
export { decodeJson, encodeJson } from "./wire/json.js";
export { EXTENSION } from "./wire/kinds.js";
export { formatLeft, type Left, parseLeft } from "./wire/left.js";
export { parseLimited } from "./wire/limited.js";
export { CLIENT_LIMITS, DEFAULT_LIMITS, type WireLimits } from "./wire/limits.js";
export { decodeOnceMark, encodeOnceMark, type OnceMark } from "./wire/once-mark.js";
export { parseRefresh, parseRefreshed, parseTokenWish, type Refreshed, type TokenWish } from "./wire/refresh.js";
export { MAX_POSITIONS, parseMove, type ResumeFailure, type ResumeOffer, type ResumeRequest } from "./wire/resume.js";
export {
  decodePositionNews,
  decodePushPosition,
  encodePositionNews,
  encodePushPosition,
  isStreamPosition,
  type PositionEvent,
  type PositionNews,
  type PushPosition,
  type StreamPosition,
} from "./wire/stream-position.js";
export { traceExtensions, traceOf } from "./wire/trace-extension.js";
