import { systemError } from "@volley/protocol/internal";
import type { Caller } from "./caller.js";
import type { DispatchParts } from "./dispatch-parts.js";
import { encodeOutput, handle, type Invocation, type Outcome, readInput } from "./handle.js";

/** One message that reached its turn. A request has an id, a notify none. */
export interface Message extends Invocation {
  readonly caller: Caller;
  readonly id: number | undefined;
  readonly payload: Uint8Array;
}

/**
 * Decodes and validates a message, runs layers and handler, checks the output and answers. `done` is called exactly
 * once, when the next message may start: after the answer, or when the handler's time is over even if it goes on.
 */
export function runCall(message: Message, parts: DispatchParts, done: () => void): void {
  const { call, caller } = message;
  // The request was cancelled, or its session ended, while it waited for its turn.
  if (call.aborted || caller.gone) return done();
  const outcome = execute(message, parts);
  if (outcome instanceof Promise) return settleWithin(message, outcome, parts, done);
  // What needs no waiting needs no bound either.
  if (!call.aborted) answer(message, outcome, parts);
  done();
}

/** Never rejects. A handler whose input needs no waiting starts at once. */
function execute(message: Message, parts: DispatchParts): Outcome | Promise<Outcome> {
  const read = readInput(message, parts);
  return read instanceof Promise ? read.then((input) => proceed(message, input, parts)) : proceed(message, read, parts);
}

function proceed(message: Message, input: Outcome, parts: DispatchParts): Outcome | Promise<Outcome> {
  return input.error === undefined ? handle(message, input.output, parts) : input;
}

function settleWithin(message: Message, outcome: Promise<Outcome>, parts: DispatchParts, done: () => void): void {
  const { call, runtime, caller, timeoutMs } = message;
  let isSettled = false;
  const settle = (settled: Outcome): void => {
    if (isSettled) return;
    isSettled = true;
    stopTimer();
    if (!call.aborted) answer(message, settled, parts);
    done();
  };
  const stopTimer = parts.deadlines.add(timeoutMs, () => {
    const error = systemError("TIMEOUT", `${runtime.name} took longer than ${timeoutMs} ms`);
    parts.logger.warn("a handler timed out", { route: runtime.name, session: caller.session.id, timeoutMs });
    settle({ error });
    call.abort(error.message);
  });
  void outcome.then(settle);
}

function answer(message: Message, outcome: Outcome, parts: DispatchParts): void {
  const { id, caller } = message;
  if (id === undefined) return reportNotify(message, outcome, parts);
  if (outcome.error !== undefined) return caller.fail(id, outcome.error);
  const encoded = encodeOutput(message, outcome.output, parts);
  if (encoded.error === undefined) caller.reply(id, encoded.output);
  else caller.fail(id, encoded.error);
}

/** A notify that failed has nobody to tell; what its handler didn't expect was logged already. */
function reportNotify({ runtime, caller }: Message, { error }: Outcome, { logger }: DispatchParts): void {
  if (error === undefined || error.code === "INTERNAL") return;
  const { code, message } = error;
  logger.debug("a notify failed", { route: runtime.name, session: caller.session.id, code, message });
}
