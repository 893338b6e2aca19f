import { VolleyError } from "@volley/protocol";
import { parse, systemError } from "@volley/protocol/internal";
import { maskError } from "../app/mask-error.js";
import type { Caller } from "./caller.js";
import type { DispatchParts } from "./dispatch-parts.js";
import type { RouteCall } from "./route-call.js";
import type { RouteRuntime } from "./route-runtime.js";

/** One message that reached its turn. A request has an id, a notify none. */
export interface Message {
  readonly call: RouteCall;
  readonly runtime: RouteRuntime;
  readonly caller: Caller;
  readonly id: number | undefined;
  readonly payload: Uint8Array;
  /** How long the handler may take, in ms. */
  readonly timeoutMs: number;
}

/** How a call ended, as far as its client may know. */
type Outcome = { readonly output: unknown; readonly error?: undefined } | { readonly error: VolleyError };

/**
 * Decodes and validates a message, runs layers and handler, checks the output and answers. `done` is called exactly
 * once, when the next message may start: after the answer, or when the handler's time is over even if it goes on.
 */
export function runCall(message: Message, parts: DispatchParts, done: () => void): void {
  const { call, runtime, caller, timeoutMs } = message;
  // The request was cancelled, or its session ended, while it waited for its turn.
  if (call.aborted || caller.gone) return done();

  let settled = false;
  const settle = (outcome: Outcome): void => {
    if (settled) return;
    settled = true;
    stopTimer();
    if (!call.aborted) answer(message, outcome, parts);
    done();
  };
  const stopTimer = parts.deadlines.add(timeoutMs, () => {
    const error = systemError("TIMEOUT", `${runtime.name} took longer than ${timeoutMs} ms`);
    parts.logger.warn("a handler timed out", { route: runtime.name, session: caller.session.id, timeoutMs });
    settle({ error });
    call.abort(error.message);
  });
  void execute(message, parts).then(settle);
}

/** Never rejects. */
async function execute(message: Message, parts: DispatchParts): Promise<Outcome> {
  const { call, runtime } = message;
  let input: unknown;
  try {
    const parsed = readInput(message, parts);
    input = parsed instanceof Promise ? await parsed : parsed;
  } catch (thrown) {
    return { error: inputError(thrown, runtime) };
  }
  try {
    const run = parts.contextOf?.(call, message.timeoutMs);
    const output = await (run === undefined ? runtime.invoke(call, input) : run(() => runtime.invoke(call, input)));
    if (parts.check) await parse(runtime.definition.output, output, `the output of ${runtime.name}`);
    return { output };
  } catch (thrown) {
    return { error: forClient(thrown, message, parts) };
  }
}

function readInput({ runtime, payload }: Message, { serializer }: DispatchParts): unknown {
  const { name, definition } = runtime;
  return parse(definition.input, serializer.decode(payload, { kind: definition.kind, name }), `the input of ${name}`);
}

/** Whatever a serializer or a schema throws at hostile input, a stack overflow included, is the sender's fault. */
function inputError(thrown: unknown, { name }: RouteRuntime): VolleyError {
  if (VolleyError.is(thrown)) return thrown;
  return systemError("BAD_REQUEST", `the input of ${name} can't be read`, { cause: thrown });
}

function forClient(thrown: unknown, { call, runtime }: Message, { check }: DispatchParts): VolleyError {
  const { error, hidden } = maskError(thrown, runtime, check);
  // After an abort handlers often end by throwing; that is no failure.
  if (hidden !== undefined && !call.aborted) {
    call.log.error(hidden.why, { traceId: error.traceId, error: hidden.cause });
  }
  return error;
}

function answer(message: Message, outcome: Outcome, parts: DispatchParts): void {
  const { id, runtime, caller } = message;
  if (id === undefined) return reportNotify(message, outcome, parts);
  if (outcome.error !== undefined) return caller.fail(id, outcome.error);
  let payload: Uint8Array;
  try {
    payload = parts.serializer.encode(outcome.output, { kind: "reply", name: runtime.name });
  } catch (thrown) {
    return caller.fail(id, forClient(thrown, message, parts));
  }
  caller.reply(id, payload);
}

/** A notify that failed has nobody to tell; what its handler didn't expect was logged already. */
function reportNotify({ runtime, caller }: Message, { error }: Outcome, { logger }: DispatchParts): void {
  if (error === undefined || error.code === "INTERNAL") return;
  const { code, message } = error;
  logger.debug("a notify failed", { route: runtime.name, session: caller.session.id, code, message });
}
