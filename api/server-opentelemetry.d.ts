import {
    Tracer as Tracer$1,
} from '@opentelemetry/api';

import {
    TraceContext,
} from '@volley/protocol';

/** Options of `openTelemetry`. */
interface OpenTelemetryOptions {
    /** Where spans are made. Default: the tracer "@volley/server" of the provider that your app has registered. */
    readonly tracer?: Tracer$1 | undefined;
}

/** A piece of work that goes on. */
interface Span {
    /** What its parts, here and elsewhere, say that they are a part of. */
    readonly trace: TraceContext | undefined;
    /** Runs something as a part of it: what is started inside, awaits included, belongs to it. */
    run<T>(work: () => T): T;
    /** Ends it, once. `code`: "ok", or the code of what went wrong. */
    end(code: string): void;
}

/** What a piece of work is to the others in its trace, in OpenTelemetry's words. */
type SpanKind = "server" | "client" | "producer" | "consumer";

/** A piece of work that begins. */
interface SpanStart {
    /** What it does, such as a route's name: few different ones. */
    readonly name: string;
    readonly kind: SpanKind;
    /** What it is a part of. */
    readonly parent?: TraceContext | undefined;
    /**
     * Whether the app's own code began it: then it is a part of what is active there, unless `parent` is of another trace. Else
     * only `parent` counts, and without one it is the first of its trace.
     */
    readonly isOwn: boolean;
    /** What else led to it. */
    readonly links?: readonly TraceContext[] | undefined;
    readonly attributes?: Readonly<Record<string, string>> | undefined;
}

/** The port that traces go through: `openTelemetry()` of "@volley/server/opentelemetry" makes one. */
interface Tracer {
    /** Starts a span. */
    start(span: SpanStart): Span;
}

/**
 * Makes the tracer for OpenTelemetry: `createServer(contract, { traces: openTelemetry() })`. Your app registers the SDK, as
 * always; without one nothing is recorded, and contexts that come are handed on as they are.
 */
declare function openTelemetry({ tracer }?: OpenTelemetryOptions): Tracer;

export {
    openTelemetry,
};

export type {
    OpenTelemetryOptions,
};
