import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { expect, it } from "vitest";
import { joinMetrics } from "./join-metrics.js";

async function metricsOf(count: number) {
  const register = new Registry();
  const common = { help: "of a test", registers: [register] };
  new Counter({ ...common, name: "done_total", labelNames: ["route"] }).inc({ route: "a.b" }, count);
  new Gauge({ ...common, name: "late_seconds" }).set(count === 1 ? Number.NaN : 0.5);
  new Histogram({ ...common, name: "took_seconds", buckets: [1] }).observe(count);
  return register.getMetricsAsJSON();
}

it("has the metrics of each worker under a label of its own, and adds nothing up", async () => {
  const answers = new Map([
    [1, await metricsOf(1)],
    [2, await metricsOf(2)],
    [3, undefined],
  ]);
  expect(await joinMetrics(answers).metrics()).toBe(`# HELP done_total of a test
# TYPE done_total counter
done_total{route="a.b",worker="1"} 1
done_total{route="a.b",worker="2"} 2

# HELP late_seconds of a test
# TYPE late_seconds gauge
late_seconds{worker="1"} Nan
late_seconds{worker="2"} 0.5

# HELP took_seconds of a test
# TYPE took_seconds histogram
took_seconds_bucket{le="1",worker="1"} 1
took_seconds_bucket{le="+Inf",worker="1"} 1
took_seconds_sum{worker="1"} 1
took_seconds_count{worker="1"} 1
took_seconds_bucket{le="1",worker="2"} 0
took_seconds_bucket{le="+Inf",worker="2"} 1
took_seconds_sum{worker="2"} 2
took_seconds_count{worker="2"} 1
`);
});
