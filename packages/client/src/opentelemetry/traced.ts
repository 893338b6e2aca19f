import { context, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import { type AnyContract, type Pending, type TraceContext, VolleyError } from "@volley/protocol";
import type { NotifyOptions, RequestOptions } from "../calls/call-options.js";
import type { Client } from "../client.js";
import type { PushMeta } from "../pushes/push-meta.js";
import { contextHere, contextOf, linksTo, traceContextOf } from "./w3c-context.js";

/** Options of `traced`. */
export interface TracedOptions {
  /** Where spans are made. Default: the tracer "@volley/client" of the provider that your app has registered. */
  readonly tracer?: Tracer | undefined;
}

/** What the wrapper calls, without the contract's types. */
interface Untyped {
  request(route: string, input: unknown, options: RequestOptions): Pending<unknown, VolleyError>;
  notify(route: string, input: unknown, options: NotifyOptions): void;
  onPush(push: string, handler: (data: unknown, meta: PushMeta) => unknown, options: unknown): unknown;
}

/**
 * Gives a client whose requests, notifies and handlers of pushes are spans: `const client = traced(createClient(…))`. What
 * is active, or the option `trace`, is what a request is a part of, and the server's spans are a part of it. A push that its
 * server traces is handled as a part of that trace. Everything else is the same client; use this one alone.
 */
export function traced<C extends AnyContract>(
  client: Client<C>,
  { tracer = trace.getTracer("@volley/client") }: TracedOptions = {},
): Client<C> {
  const inner = client as unknown as Untyped;

  function start(name: string, kind: SpanKind, parent: TraceContext | undefined): Span {
    return tracer.startSpan(name, { kind }, contextHere(parent));
  }

  function request(route: string, input: unknown, options: RequestOptions = {}): Pending<unknown, VolleyError> {
    const span = start(route, SpanKind.CLIENT, options.trace);
    const asked = inner.request(route, input, { ...options, trace: traceContextOf(span, options.trace) });
    void asked.result().then(({ error }) => end(span, error?.code));
    return asked;
  }

  function notify(route: string, input: unknown, options: NotifyOptions = {}): void {
    const span = start(route, SpanKind.PRODUCER, options.trace);
    try {
      inner.notify(route, input, { ...options, trace: traceContextOf(span, options.trace) });
      end(span);
    } catch (thrown) {
      end(span, codeOf(thrown));
      throw thrown;
    }
  }

  function onPush(push: string, handler: (data: unknown, meta: PushMeta) => unknown, options: unknown): unknown {
    const hear = (data: unknown, meta: PushMeta): unknown => {
      const { trace: parent } = meta;
      if (parent === undefined) return handler(data, meta);
      // A link besides: many clients hear one push.
      const around = contextOf(parent);
      const span = tracer.startSpan(push, { kind: SpanKind.CONSUMER, links: linksTo([parent]) }, around);
      try {
        return context.with(trace.setSpan(around, span), () => handler(data, meta));
      } catch (thrown) {
        end(span, codeOf(thrown));
        throw thrown;
      } finally {
        end(span);
      }
    };
    return inner.onPush(push, hear, options);
  }

  const own = { request, notify, onPush };
  return new Proxy(client, {
    get: (target, key) => (Object.hasOwn(own, key) ? own[key as keyof typeof own] : Reflect.get(target, key, target)),
  });
}

/** Ends a span, once: later calls change nothing. */
function end(span: Span, code?: string): void {
  if (!span.isRecording()) return;
  if (code !== undefined) span.setAttribute("error.type", code).setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function codeOf(thrown: unknown): string {
  return VolleyError.is(thrown) ? thrown.code : "INTERNAL";
}
