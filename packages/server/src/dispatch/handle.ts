import { VolleyError } from "@volley/protocol";
import { parse, systemError } from "@volley/protocol/internal";
import { maskError } from "../app/mask-error.js";
import type { DispatchParts } from "./dispatch-parts.js";
import type { RouteCall } from "./route-call.js";
import type { RouteRuntime } from "./route-runtime.js";

/** What a handler is called with, besides its input. */
export interface Invocation {
  readonly call: RouteCall;
  readonly runtime: RouteRuntime;
  /** How long the handler may take, in ms. */
  readonly timeoutMs: number;
}

/** How a step ended, as far as the client may know. */
export type Outcome<T = unknown> =
  | { readonly output: T; readonly error?: undefined }
  | { readonly output?: undefined; readonly error: VolleyError };

/** Decodes and validates a message. Never rejects; returns no promise if the schema needs none. */
export function readInput(
  { runtime, payload }: { readonly runtime: RouteRuntime; readonly payload: Uint8Array },
  { serializer }: DispatchParts,
): Outcome | Promise<Outcome> {
  const { name, definition } = runtime;
  try {
    const decoded = serializer.decode(payload, { kind: definition.kind, name });
    const parsed = parse(definition.input, decoded, `the input of ${name}`);
    if (!(parsed instanceof Promise)) return { output: parsed };
    return parsed.then(
      (output: unknown) => ({ output }),
      (thrown: unknown) => ({ error: inputError(thrown, runtime) }),
    );
  } catch (thrown) {
    return { error: inputError(thrown, runtime) };
  }
}

/** Runs layers and handler, and checks the output. Never rejects; returns no promise if they need none. */
export function handle(invocation: Invocation, input: unknown, parts: DispatchParts): Outcome | Promise<Outcome> {
  const { call, runtime, timeoutMs } = invocation;
  try {
    const run = parts.contextOf?.(call, timeoutMs);
    const returned = run === undefined ? runtime.invoke(call, input) : run(() => runtime.invoke(call, input));
    return isThenable(returned) ? settled(returned, invocation, parts) : checked(returned, invocation, parts);
  } catch (thrown) {
    return { error: forClient(thrown, invocation, parts) };
  }
}

async function settled(returned: PromiseLike<unknown>, invocation: Invocation, parts: DispatchParts): Promise<Outcome> {
  try {
    return await checked(await returned, invocation, parts);
  } catch (thrown) {
    return { error: forClient(thrown, invocation, parts) };
  }
}

/** Holds an output against its schema, in development. Throws, or returns a promise that never rejects. */
function checked(output: unknown, invocation: Invocation, parts: DispatchParts): Outcome | Promise<Outcome> {
  const { definition, name } = invocation.runtime;
  const parsed = parts.check ? parse(definition.output, output, `the output of ${name}`) : output;
  if (!(parsed instanceof Promise)) return { output };
  return parsed.then(
    () => ({ output }),
    (thrown: unknown) => ({ error: forClient(thrown, invocation, parts) }),
  );
}

/** Whether an `await` would wait for it. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}

/** Encodes what a handler returned. */
export function encodeOutput(invocation: Invocation, output: unknown, parts: DispatchParts): Outcome<Uint8Array> {
  try {
    return { output: parts.serializer.encode(output, { kind: "reply", name: invocation.runtime.name }) };
  } catch (thrown) {
    return { error: forClient(thrown, invocation, parts) };
  }
}

/** Whatever a serializer or a schema throws at hostile input, a stack overflow included, is the sender's fault. */
function inputError(thrown: unknown, { name }: RouteRuntime): VolleyError {
  if (VolleyError.is(thrown)) return thrown;
  return systemError("BAD_REQUEST", `the input of ${name} can't be read`, { cause: thrown });
}

function forClient(thrown: unknown, { call, runtime }: Invocation, { check }: DispatchParts): VolleyError {
  const { error, hidden } = maskError(thrown, runtime, check);
  // After an abort handlers often end by throwing; that is no failure.
  if (hidden !== undefined && !call.aborted) {
    call.log.error(hidden.why, { traceId: error.traceId, error: hidden.cause });
  }
  return error;
}
