// Traces for OpenTelemetry; needs @opentelemetry/api.
export { type TracedOptions, traced } from "./traced.js";
