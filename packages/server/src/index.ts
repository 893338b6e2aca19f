// What apps use.
export { VolleyError } from "@volley/protocol";
export type {
  Call,
  Handler,
  HandlerFor,
  HandlerOptions,
  ServiceMethods,
  ServiceOptions,
} from "./app/handler.js";
export type { Attempt, Authenticate, Identity, Who } from "./auth/authenticate.js";
export { type GuestOptions, guest } from "./auth/guest.js";
export { consoleLogger, type LogFields, type Logger } from "./base/logger.js";
export type { Unsubscribe } from "./base/unsubscribe.js";
export { createServer } from "./create-server.js";
export type { Limits, ServerOptions, Timeouts } from "./options.js";
export type { Layer, LayerCall, NextCall } from "./pipeline/layer.js";
export type { EverybodyHandle, Filter, GroupHandle, PushOptions, UsersHandle } from "./push/handles.js";
export type { Receipt } from "./push/receipt.js";
export type { Listening, Server } from "./server.js";
export type { Session } from "./session/session.js";
