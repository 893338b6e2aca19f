import type { TraceContext } from "@volley/protocol";
import type { Span, SpanKind, Tracer } from "./tracer.js";

/** A call that is followed until it is over. */
export interface WatchedCall {
  /** What trace the call's parts belong to. */
  readonly trace: TraceContext | undefined;
  /** Runs the call's work as a part of it. */
  run<T>(work: () => T): T;
  /** It is over, with "ok" or the code of its error. Only the first time counts. */
  over(code: string): void;
}

/** What is followed. */
export interface CallStart {
  /** The route or remote. */
  readonly name: string;
  readonly parent: TraceContext | undefined;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}

/** Follows calls of one kind. */
export type WatchCall = (call: CallStart) => WatchedCall;

/** What calls are followed with. */
export interface WatchParts {
  readonly kind: SpanKind;
  /** Whether the app's own code makes them: see `SpanStart.isOwn`. */
  readonly isOwn: boolean;
  readonly tracer: Tracer | undefined;
  /** Ms that never jump. */
  readonly now: () => number;
  /** Notes how long a call took, in seconds. */
  readonly record: ((seconds: number, name: string, code: string) => void) | undefined;
}

/** Follows calls by how long they take and by a span each; undefined if nobody wants to know either. */
export function watchCalls({ kind, isOwn, tracer, now, record }: WatchParts): WatchCall | undefined {
  if (tracer === undefined && record === undefined) return undefined;
  return ({ name, parent, attributes }) => {
    const since = now();
    const span: Span | undefined = tracer?.start({ name, kind, isOwn, parent, attributes });
    let isOver = false;
    return {
      trace: span === undefined ? parent : span.trace,
      run: (work) => (span === undefined ? work() : span.run(work)),
      over: (code) => {
        if (isOver) return;
        isOver = true;
        record?.((now() - since) / 1_000, name, code);
        span?.end(code);
      },
    };
  };
}
