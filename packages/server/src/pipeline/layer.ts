import type { AnyContract, TraceContext } from "@volley/protocol";
import type { Session } from "../session/session.js";

/** What a layer hands on: it may replace the input, never the session. */
export interface NextCall<Input> {
  /** A replaced input is parsed again by the route's schema. */
  readonly input: Input;
}
/** What a layer sees. */
export interface LayerCall<Input, S> extends NextCall<Input> {
  readonly session: S;
  readonly route: string;
  readonly signal: AbortSignal;
  /** What trace the message is a part of; undefined for none. */
  readonly trace: TraceContext | undefined;
}
/** Method syntax makes it bivariant, so that a layer for everything also fits one route. */
type Next<Input, Returned> = { next(call: NextCall<Input>): Promise<Returned> }["next"];

/** One step around a handler: `(next) => (call) => …`. It sees, and may replace, input, output and error. */
export type Layer<Input = unknown, Returned = unknown, S = Session<AnyContract>> = (
  next: Next<Input, Returned>,
) => (call: LayerCall<Input, S>) => Promise<Returned>;

/** A layer as the machinery runs it. */
export type AnyLayer = Layer<unknown, unknown, never>;
