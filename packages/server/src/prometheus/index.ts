// Metrics for Prometheus; needs prom-client.
export { listenForMetrics, type MetricsPort } from "./listen-for-metrics.js";
export { type MetricsHandler, type MetricsSource, metricsHandler } from "./metrics-handler.js";
export { type PrometheusOptions, type PrometheusReporter, prometheus } from "./prometheus.js";
