import type { AnyContract } from "@volley/protocol";
import type { Client } from "../client.js";

/** What a snapshot is loaded with. */
export interface SnapshotContext<C extends AnyContract> {
  readonly client: Client<C>;
  /** Aborts when the state isn't needed any more: the component is gone, or the connection is. */
  readonly signal: AbortSignal;
}

/** Options of `usePushState`. */
export interface PushStateOptions<C extends AnyContract, S> {
  /** The state before anything is known: until the first push or, if there is a `snapshot`, until that is loaded. */
  readonly initial: S;
  /**
   * Loads the state that the pushes go on from: once on each connection, after the pushes were subscribed to; for
   * `replay` pushes once more whenever `onResync` tells of a group that they come from. Those that come meanwhile wait, and are then applied to it in their order. What it rejects with is thrown while
   * rendering, to the nearest error boundary. Default: there is none, and pushes are applied to `initial`.
   */
  readonly snapshot?: ((context: SnapshotContext<C>) => S | PromiseLike<S>) | undefined;
}
