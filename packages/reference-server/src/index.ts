// For who starts the reference server in a process of their own; clients import "./contract".
export type { Config } from "./config/config-keys.js";
export { ConfigError, type ConfigSources, readConfig } from "./config/read-config.js";
export { type RoomMessage, rooms } from "./contract/rooms-contract.js";
export { type ReferenceServer, startReferenceServer } from "./reference-server.js";
