/** Where the standard variables of OpenTelemetry say that traces go. */
export type TraceTarget =
  /** Nowhere: nobody set an endpoint, or somebody switched them off. */
  | { readonly kind: "off" }
  | { readonly kind: "otlp" }
  /** Somewhere that this server can't send them to. */
  | { readonly kind: "unsupported"; readonly why: string };

type Env = Readonly<Record<string, string | undefined>>;

/** Reads `OTEL_*`. What isn't a value of theirs is told, never a reason not to start: such variables are set for many apps. */
export function traceTarget(env: Env): TraceTarget {
  const exporter = env["OTEL_TRACES_EXPORTER"] || "otlp";
  const endpoint = env["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] || env["OTEL_EXPORTER_OTLP_ENDPOINT"];
  if (endpoint === undefined || endpoint === "" || exporter === "none") return { kind: "off" };
  if (env["OTEL_SDK_DISABLED"]?.toLowerCase() === "true") return { kind: "off" };
  if (exporter !== "otlp") return { kind: "unsupported", why: 'OTEL_TRACES_EXPORTER is "otlp" or "none"' };
  const protocol = env["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL"] || env["OTEL_EXPORTER_OTLP_PROTOCOL"] || "http/protobuf";
  if (protocol === "http/protobuf") return { kind: "otlp" };
  const why = 'OTEL_EXPORTER_OTLP_PROTOCOL is "http/protobuf" only, which collectors take on port 4318';
  return { kind: "unsupported", why };
}
