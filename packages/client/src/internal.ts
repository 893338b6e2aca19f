// For Volley's own packages only: not covered by semantic versioning.
export type { OpenTransport, Transport, TransportEvents } from "./connection/transport.js";
export { type ClientPorts, createClientWith } from "./create-client-with.js";
