import type {
  AnyContract,
  DeliveryOf,
  ErrorOf,
  GroupArgs,
  GroupName,
  Limited,
  NotifyName,
  Pending,
  PushName,
  PushReceived,
  ReplyOf,
  RequestName,
  SentOf,
} from "@volley/protocol";
import type { Args, Later } from "@volley/protocol/internal";
import type { Unsubscribe } from "./base/unsubscribe.js";
import type { WaitOptions } from "./base/wait-options.js";
import type { NotifyOptions, RequestOptions } from "./calls/call-options.js";
import type { Status } from "./connection/status.js";
import type { ClientGroup } from "./groups/client-group.js";
import type { MetaOf } from "./pushes/push-meta.js";
import type { PushesOptions } from "./pushes/pushes-options.js";
import type { Resync } from "./pushes/resync.js";

/**
 * A client of one server. It connects when it is first used and reconnects for ever, until it is closed: by
 * `close()`, or by an ending that says to stay away (kicked, unauthorized, …; see docs/errors.md).
 */
export interface Client<C extends AnyContract> extends AsyncDisposable {
  /** Tells where the client stands. */
  readonly status: Status;

  /** Tells the latest round trip to the server in ms; undefined before the first one. */
  readonly rttMs: number | undefined;

  /** Counts the notifies that were never sent: outbox full, expired, client closed, or unknown to the server. */
  readonly droppedNotifies: number;

  /**
   * Connects, and waits until the client is ready, however many attempts that takes. Requests, notifies and
   * subscriptions to pushes connect by themselves. Rejects with what closed the client, or `CANCELLED`.
   */
  connect(options?: WaitOptions): Promise<void>;

  /**
   * Asks and waits for the answer. Without a connection it waits in the outbox, within its time. Rejects with an
   * error of the contract or of the route, or one of Volley's: `TIMEOUT`, `CANCELLED`, `DISCONNECTED` (it was sent,
   * and the connection was lost before the answer), `BUSY` (the outbox is full), `CONTRACT_MISMATCH`, `VALIDATION`, …
   */
  request<K extends RequestName<C>>(
    route: K,
    ...args: Args<Later<K, SentOf<C, K>>, RequestOptions>
  ): Pending<ReplyOf<C, K>, ErrorOf<C, K>>;

  /**
   * Tells, and doesn't wait. Throws only for input that can't be encoded; what is dropped later is logged as a
   * warning and counted in `droppedNotifies`.
   */
  notify<K extends NotifyName<C>>(route: K, ...args: Args<Later<K, SentOf<C, K>>, NotifyOptions>): void;

  /**
   * Calls the handler with each push of this name, in their order, and behind the replies that the server wrote before
   * them: who subscribes right after awaiting a reply misses nothing. What the handler throws is logged.
   */
  onPush<K extends PushName<C>>(
    push: K,
    handler: (data: PushReceived<C, K>, meta: MetaOf<DeliveryOf<C, K>>) => void,
    options?: WaitOptions,
  ): Unsubscribe;

  /**
   * Iterates over the pushes of this name that come from now on: `for await (const chat of client.pushes(…))`.
   * Leaving the loop unsubscribes; the loop ends when the client is closed or the signal aborts.
   */
  pushes<K extends PushName<C>>(
    push: K,
    options?: PushesOptions<DeliveryOf<C, K>>,
  ): AsyncIterableIterator<PushReceived<C, K>> & AsyncDisposable;

  /**
   * Names a group, to join it, push to it or read of it by itself, as far as the server's policies allow. Nothing is
   * asked yet.
   */
  group<P extends GroupName<C>>(pattern: P, ...params: GroupArgs<P>): ClientGroup<C, P>;

  /**
   * Calls the handler when the `replay` pushes of a group (undefined: of the user) don't go on from what came before:
   * fetch the state of that group now; the pushes that come from here on follow it. Reasons: "joined", this session
   * just came to the group; "window", it was away for longer than pushes are kept; "epoch" and "fork", the server lost
   * all or the last of them. Called once each time, in order with the pushes. What the handler throws is logged.
   */
  onResync(handler: (resync: Resync) => void, options?: WaitOptions): Unsubscribe;

  /**
   * Calls the handler when the server says that it refused notifies for their rate: `{ route, scope, retryAfterMs }`, once
   * a second at most. Only servers with `limits.tellNotifies` say it. What the handler throws is logged.
   */
  onLimited(handler: (limited: Limited) => void, options?: WaitOptions): Unsubscribe;

  /** Calls the handler with each new status, not with the present one. */
  onStatus(handler: (status: Status) => void, options?: WaitOptions): Unsubscribe;

  /** Tells the server's time in ms since 1970, for turn clocks; this machine's before the first connection. */
  serverNow(): number;

  /**
   * Closes for good: sends the notifies that wait, settles every request with `CANCELLED`, ends the connection and
   * every subscription. Calling it twice does nothing.
   */
  close(): Promise<void>;
}
