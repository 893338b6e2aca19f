import type { VolleyError } from "@volley/protocol";
import { decodeJson, fromWireError, systemError } from "@volley/protocol/internal";
import { type OnceCall, onceRequestOf } from "../once/once-call.js";
import { type OnceOutcome, outcomeUnknown, refused } from "../once/once-outcome.js";
import type { OnceAnswer } from "../once/once-record.js";
import type { DispatchParts } from "./dispatch-parts.js";
import { encodeWireError } from "./encode-wire-error.js";
import { encodeOutput, handle, type Outcome, readInput } from "./handle.js";
import { RouteCall } from "./route-call.js";
import type { Message } from "./run-call.js";

/** A `once` request that reached its turn. */
export interface OnceMessage extends Message {
  readonly id: number;
  readonly once: OnceCall;
}

/**
 * Decodes and validates a `once` request, and answers it as its one run is or was answered, which starts here if it
 * never did. From then on nothing but its time ends it: its client may have gone, and will ask again. `done` is
 * called exactly once, when the next message may start.
 */
export function runOnce(message: OnceMessage, parts: DispatchParts, done: () => void): void {
  const { call, caller } = message;
  // The request was cancelled, or its session ended, while it waited for its turn.
  if (call.aborted || caller.gone) return done();
  void execute(message, parts).then((outcome) => {
    if (!call.aborted && !caller.gone) answer(message, outcome);
    done();
  });
}

/** Never rejects. */
async function execute(message: OnceMessage, parts: DispatchParts): Promise<OnceOutcome> {
  const { call, caller, runtime, payload, once, timeoutMs } = message;
  const input = await readWithin(message, parts);
  // What can't be read has no effect, however often it comes: that is not worth a record.
  if (input.error !== undefined) return refused(input.error);
  if (call.aborted || caller.gone) return refused(systemError("CANCELLED", "nobody waits for it"));
  const { session } = caller;
  const uid = session.anonymous ? undefined : session.uid;
  const request = onceRequestOf({ uid, route: runtime.name, payload });
  const effect = (key: string): Promise<OnceAnswer> => run(message, key, input.output, parts);
  return await parts.once.run({ call: once, request, timeoutMs, effect });
}

/** An asynchronous schema has the handler's time. */
function readWithin(message: OnceMessage, parts: DispatchParts): Outcome | Promise<Outcome> {
  const read = readInput(message, parts);
  if (!(read instanceof Promise)) return read;
  const { runtime, timeoutMs } = message;
  return new Promise((resolve) => {
    const error = (): VolleyError => systemError("TIMEOUT", `reading the input of ${runtime.name} took too long`);
    const stopTimer = parts.deadlines.add(timeoutMs, () => resolve({ error: error() }));
    void read.then(resolve).finally(stopTimer);
  });
}

/** Runs layers and handler, and encodes how they ended. Never rejects; bounded by the handler's time. */
function run(message: OnceMessage, key: string, input: unknown, parts: DispatchParts): Promise<OnceAnswer> {
  const { caller, runtime, timeoutMs } = message;
  // A call of its own: the client's cancels and its leaving end the waiting, not the run.
  const invocation = {
    call: new RouteCall(runtime, caller.session, parts, message.call.trace, key),
    runtime,
    timeoutMs,
  };
  return new Promise((resolve) => {
    const stopTimer = parts.deadlines.add(timeoutMs, () => {
      const error = systemError("TIMEOUT", `${runtime.name} took longer than ${timeoutMs} ms`);
      parts.logger.warn("a handler timed out", { route: runtime.name, session: caller.session.id, timeoutMs });
      resolve({ type: "error", payload: encodeWireError(error) });
      invocation.call.abort(error.message);
    });
    void Promise.resolve(handle(invocation, input, parts)).then((outcome) => {
      stopTimer();
      const encoded = outcome.error === undefined ? encodeOutput(invocation, outcome.output, parts) : outcome;
      resolve(
        encoded.error === undefined
          ? { type: "reply", payload: encoded.output }
          : { type: "error", payload: encodeWireError(encoded.error) },
      );
    });
  });
}

function answer({ id, caller }: OnceMessage, outcome: OnceOutcome): void {
  if (outcome.type === "refused") return caller.fail(id, outcome.error);
  if (outcome.type === "reply") return caller.reply(id, outcome.payload);
  caller.fail(id, readWireError(outcome.payload));
}

/** What was kept in Redis may be anything. */
function readWireError(bytes: Uint8Array): VolleyError {
  try {
    return fromWireError(decodeJson(bytes));
  } catch {
    return outcomeUnknown("the request was handled, and its answer can't be read");
  }
}
