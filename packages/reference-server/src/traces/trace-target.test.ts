import { describe, expect, it } from "vitest";
import { traceTarget } from "./trace-target.js";

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" };

describe("traces", () => {
  it.each([
    {},
    { OTEL_SERVICE_NAME: "rooms" },
    { OTEL_EXPORTER_OTLP_ENDPOINT: "" },
    { ...endpoint, OTEL_SDK_DISABLED: "true" },
    { ...endpoint, OTEL_SDK_DISABLED: "TRUE" },
    { ...endpoint, OTEL_TRACES_EXPORTER: "none" },
  ])("go nowhere with %j", (env) => {
    expect(traceTarget(env)).toEqual({ kind: "off" });
  });

  it.each([
    endpoint,
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://collector:4318/v1/traces" },
    { ...endpoint, OTEL_SDK_DISABLED: "false", OTEL_TRACES_EXPORTER: "otlp" },
    { ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc", OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "http/protobuf" },
  ])("go to a collector with %j", (env) => {
    expect(traceTarget(env)).toEqual({ kind: "otlp" });
  });

  it.each([
    ["OTEL_TRACES_EXPORTER", "zipkin"],
    ["OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"],
  ])("can't go where %s=%s wants them, which is told by its name", (name, value) => {
    const target = traceTarget({ ...endpoint, [name]: value });
    expect(target).toEqual({ kind: "unsupported", why: expect.stringContaining(name) });
  });
});
