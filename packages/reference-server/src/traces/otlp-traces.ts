import { context, DiagLogLevel, diag } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { Clock } from "@volley/protocol/internal";
import type { Logger, Tracer } from "@volley/server";
import { openTelemetry } from "@volley/server/opentelemetry";
import { clip } from "../config/clip.js";

/** Traces that go to a collector. */
export interface OtlpTraces {
  readonly tracer: Tracer;
  /** Sends what waits, for 2 s at most. Never rejects. */
  close(): Promise<void>;
}

/** What they are made of. */
export interface OtlpParts {
  readonly version: string;
  readonly logger: Logger;
  readonly clock: Clock;
}

const CLOSE_MS = 2_000;

/**
 * Sends this process's spans by OTLP over HTTP, as OpenTelemetry's own libraries read `OTEL_*`: endpoint, headers, sampler,
 * limits, batches, `OTEL_SERVICE_NAME` (default: volley-server). Import it only if it is wanted: it loads the SDK.
 */
export function otlpTraces({ version, logger, clock }: OtlpParts): OtlpTraces {
  diag.setLogger(diagLogger(logger), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const own = { "service.name": "volley-server", "service.version": version, "process.pid": process.pid };
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes(own).merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const close = async (): Promise<void> => {
    const sent = provider.shutdown().then(
      () => true,
      () => false,
    );
    const late = new Promise<boolean>((resolve) => void clock.after(CLOSE_MS, () => resolve(false)));
    if (!(await Promise.race([sent, late])))
      logger.warn("the last traces could not be sent: the collector doesn't answer");
  };
  return { tracer: openTelemetry({ tracer: provider.getTracer("@volley/server", version) }), close };
}

/** Has what OpenTelemetry complains of in the log: a collector that doesn't answer, a sampler that there isn't. */
function diagLogger(logger: Logger) {
  const warn = (text: string): void => logger.warn("traces", { problem: clip(text, 500) });
  return { error: warn, warn, info: () => {}, debug: () => {}, verbose: () => {} };
}
