// Metrics for StatsD; needs hot-shots.
export { type StatsdClient, type StatsdOptions, statsd } from "./statsd.js";
