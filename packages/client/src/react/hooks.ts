import type {
  AnyContract,
  DeliveryOf,
  ErrorOf,
  Pending,
  PushName,
  PushReceived,
  ReplyOf,
  RequestName,
  SentOf,
} from "@volley/protocol";
import type { Args } from "@volley/protocol/internal";
import type { ReactNode } from "react";
import type { RequestOptions } from "../calls/call-options.js";
import type { Client } from "../client.js";
import type { Status } from "../connection/status.js";
import type { MetaOf } from "../pushes/push-meta.js";
import type { PushStateOptions } from "./push-state-options.js";
import type { RequestState } from "./request-state.js";

/** Sends the requests of a `useRequest`. Both functions stay the same as long as client and route do. */
export interface RequestSender<Sent, Reply, E> {
  /**
   * Sends a request, and makes the state `pending`. The state then follows this one and none that was sent before;
   * those go on, too. The promise may be ignored: the state has its error. When the component goes, the request is
   * aborted, and the promise rejects with `CANCELLED`.
   */
  readonly send: (...args: Args<Sent, RequestOptions>) => Pending<Reply, E>;
  /** Aborts what is under way, and makes the state `idle`. */
  readonly reset: () => void;
}

/** A provider and the hooks of one contract. All hooks throw `BAD_REQUEST` where no provider is above them. */
export interface Hooks<C extends AnyContract> {
  /**
   * Gives the hooks below it their client. It neither opens nor closes it: make the client outside of components, as
   * it may outlive them. `createClient` does nothing until it is used, so it may run on a server that renders pages.
   */
  readonly VolleyProvider: (props: { readonly client: Client<C>; readonly children?: ReactNode }) => ReactNode;

  /** Gives the client, for notifies, and for requests that must not end with the component. */
  readonly useClient: () => Client<C>;

  /**
   * Sends requests of one route when it is told to (`send`), and tells the state of the latest: `idle`, `pending`,
   * `done` with its `data`, or `failed` with its typed `error`. What is under way is aborted when the component goes.
   * The options are those of every `send` that has none of its own.
   */
  readonly useRequest: <K extends RequestName<C>>(
    route: K,
    options?: RequestOptions,
  ) => RequestState<ReplyOf<C, K>, ErrorOf<C, K>> & RequestSender<SentOf<C, K>, ReplyOf<C, K>, ErrorOf<C, K>>;

  /**
   * Calls the handler with each push of this name, as long as the component is there. A new handler with each
   * render is fine: the latest is called, without a new subscription.
   */
  readonly usePush: <K extends PushName<C>>(
    push: K,
    handler: (data: PushReceived<C, K>, meta: MetaOf<DeliveryOf<C, K>>) => void,
  ) => void;

  /**
   * Keeps a state that the pushes of this name change: `reduce` makes the next one, as in `useReducer`, and the
   * latest `reduce` is used. Without a `snapshot` it starts as `initial`. With one, it is loaded again on each
   * connection and after each resync, and no push is lost between the two; `reduce` then has to leave out what the snapshot already has,
   * by a version in both. What `reduce` or `snapshot` throw is thrown while rendering, to the nearest error boundary.
   */
  readonly usePushState: <K extends PushName<C>, S>(
    push: K,
    reduce: (state: S, data: PushReceived<C, K>, meta: MetaOf<DeliveryOf<C, K>>) => S,
    options: PushStateOptions<C, NoInfer<S>>,
  ) => S;

  /** Tells where the client stands; `idle` on a server, and in the browser until the page is hydrated. */
  readonly useStatus: () => Status;
}
