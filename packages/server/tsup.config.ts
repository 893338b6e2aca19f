import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    "emitter/index": "src/emitter/index.ts",
    "health/index": "src/health/index.ts",
    "jobs/index": "src/jobs/index.ts",
    "jwt/index": "src/jwt/index.ts",
    "opentelemetry/index": "src/opentelemetry/index.ts",
    "prometheus/index": "src/prometheus/index.ts",
    "statsd/index": "src/statsd/index.ts",
    "testing/index": "src/testing/index.ts",
  },
  format: ["esm", "cjs"],
  dts: true,
  sourcemap: true,
  treeshake: true,
  target: "node20",
});
