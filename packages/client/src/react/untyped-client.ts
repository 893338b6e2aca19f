import type { Pending } from "@volley/protocol";
import type { Unsubscribe } from "../base/unsubscribe.js";
import type { RequestOptions } from "../calls/call-options.js";
import type { Status } from "../connection/status.js";
import type { PushHandler } from "../pushes/push-inbox.js";
import type { Resync } from "../pushes/resync.js";

/** A client as the hooks' own code sees it, which hands on names and data that the types of `Hooks` have checked. */
export interface UntypedClient {
  readonly status: Status;
  request(route: string, input?: unknown, options?: RequestOptions): Pending<unknown, unknown>;
  onPush(push: string, handler: PushHandler): Unsubscribe;
  onResync(handler: (resync: Resync) => void): Unsubscribe;
  onStatus(handler: (status: Status) => void): Unsubscribe;
}
