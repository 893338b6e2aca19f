// For who asks from outside how a server is: load balancers, orchestrators, people.

export type { CheckOptions, Health } from "./health.js";
export type { Check } from "./health-check.js";
export { type HealthHandler, type HealthSource, healthHandler } from "./health-handler.js";
export type { CheckResult, HealthReport, UnreadyReason } from "./health-report.js";
export { type HealthListening, type ServeHealthOptions, serveHealth } from "./serve-health.js";
