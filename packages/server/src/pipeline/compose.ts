import type { AnyContract, TraceContext } from "@volley/protocol";
import type { Session } from "../session/session.js";
import type { AnyLayer, LayerCall, NextCall } from "./layer.js";

/** A call on its way through layers. */
export type PipelineCall = LayerCall<unknown, Session<AnyContract>>;
/** What stands at the inner end: the handler, or with its input replaced, its parser and the handler. */
export type Core = (call: PipelineCall, input: unknown) => unknown;

/**
 * Puts layers around a core, the first one outermost. Layers get the call with its input; what a layer hands to
 * `next` counts only as far as its `input`, so `next({ ...call, input })` is all it takes to replace it.
 */
export function compose(layers: readonly AnyLayer[], core: Core): Core {
  if (layers.length === 0) return core;
  return (call, input) => runFrom(0, call, input);

  async function runFrom(index: number, call: PipelineCall, input: unknown): Promise<unknown> {
    const layer = layers[index];
    if (layer === undefined) return core(call, input);
    const step = layer((next: NextCall<unknown>) => runFrom(index + 1, call, next.input));
    return step(new CallView(call, input) as never);
  }
}

/** The call as one layer sees it: the input may differ from layer to layer, `signal` is only made when it is read. */
class CallView implements PipelineCall {
  readonly #call: PipelineCall;
  readonly input: unknown;

  constructor(call: PipelineCall, input: unknown) {
    this.#call = call;
    this.input = input;
  }
  get session(): Session<AnyContract> {
    return this.#call.session;
  }
  get route(): string {
    return this.#call.route;
  }
  get trace(): TraceContext | undefined {
    return this.#call.trace;
  }
  get signal(): AbortSignal {
    return this.#call.signal;
  }
}
