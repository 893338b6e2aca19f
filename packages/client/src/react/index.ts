// What React apps use.
export { createHooks } from "./create-hooks.js";
export type { Hooks, RequestSender } from "./hooks.js";
export type { PushStateOptions, SnapshotContext } from "./push-state-options.js";
export type { RequestState } from "./request-state.js";
