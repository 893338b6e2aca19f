import type { AnyContract } from "@volley/protocol";
import type { Session } from "../session/session.js";
import type { AnyLayer, Layer, LayerCall } from "./layer.js";

/** How a handler ended: with an output, or with an error. */
export type Outcome<Returned> =
  | { readonly ok: true; readonly output: Returned }
  | { readonly ok: false; readonly error: unknown };

/** Marks layers that stand next to the handler, inside of all others. */
const INNERMOST = Symbol("volley.innermost-layer");

/**
 * Makes a layer that runs before the handler. What it returns, unless that is undefined, replaces the input; what it
 * throws is the answer, and neither later hooks, nor the handler, nor any `after` hook run.
 */
export function before<Input = unknown, Returned = unknown, S = Session<AnyContract>>(
  hook: (call: LayerCall<Input, S>) => Input | undefined | void | Promise<Input | undefined | void>,
): Layer<Input, Returned, S> {
  return (next) => async (call) => {
    const input = await hook(call);
    return next(input === undefined ? call : { ...call, input });
  };
}

/**
 * Makes a layer that runs after the handler, whether it returned or threw. What it returns, unless that is
 * undefined, replaces the outcome. `after` hooks run in the order of `use`, each seeing the outcome of the last one.
 */
export function after<Input = unknown, Returned = unknown, S = Session<AnyContract>>(
  hook: (
    outcome: Outcome<Returned>,
    call: LayerCall<Input, S>,
  ) => Outcome<Returned> | undefined | void | Promise<Outcome<Returned> | undefined | void>,
): Layer<Input, Returned, S> {
  const layer: Layer<Input, Returned, S> = (next) => async (call) => {
    const outcome = await next(call).then(
      (output): Outcome<Returned> => ({ ok: true, output }),
      (error: unknown): Outcome<Returned> => ({ ok: false, error }),
    );
    const result = (await hook(outcome, call)) ?? outcome;
    if (result.ok) return result.output;
    throw result.error;
  };
  return Object.assign(layer, { [INNERMOST]: true });
}

/**
 * Sorts layers as Pitaya's rules want it: `after` hooks stand innermost, so that a `before` hook that refuses keeps
 * them from running; the first one is next to the handler. The others keep their order.
 */
export function inPipelineOrder(layers: readonly AnyLayer[]): readonly AnyLayer[] {
  const isInnermost = (layer: AnyLayer): boolean => INNERMOST in layer;
  return [...layers.filter((layer) => !isInnermost(layer)), ...layers.filter(isInnermost).toReversed()];
}
