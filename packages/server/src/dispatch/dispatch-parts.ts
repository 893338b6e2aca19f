import type { Serializer } from "@volley/protocol";
import type { Deadlines } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import type { RateLimits } from "../limits/rate-limits.js";
import type { OnceRuns } from "../once/once-runs.js";
import type { GroupOperations } from "../rights/group-operations.js";
import type { LiveSession } from "../session/live-session.js";
import type { ForwardMessage } from "./forward-message.js";
import type { RequestWatch } from "./request-watch.js";
import type { RouteCall } from "./route-call.js";
import type { Route } from "./route-runtime.js";
import type { CallLimits } from "./session-calls.js";

/** Runs something in a context. */
export type InContext = <T>(work: () => T) => T;

/** What all dispatchers of a server work with. */
export interface DispatchParts {
  /** In the order of the route numbers. */
  readonly routes: readonly Route[];
  readonly serializer: Serializer;
  readonly deadlines: Deadlines;
  readonly logger: Logger;
  readonly now: () => number;
  /** Whether replies and errors are held against their schemas before they are sent. */
  readonly check: boolean;
  readonly limits: CallLimits;
  /** How often clients may do what. */
  readonly rates: RateLimits;
  /** Tells handlers' own calls to other nodes what they inherit; undefined if there is nobody to call. */
  readonly contextOf: ((call: RouteCall, timeoutMs: number) => InContext) | undefined;
  /** Sees to it that `once` requests have their effect once. */
  readonly once: OnceRuns;
  /** Does what clients ask of groups. */
  readonly groups: Pick<GroupOperations, "run">;
  /** How long that may take, in ms. */
  readonly groupMs: number;
  /** Whether the messages of a service go where its routing says, even if this node serves it. */
  readonly routed: (service: string) => boolean;
  /** Whether a service begins nothing new any more, as this node is on its way out. */
  readonly drained: (service: string) => boolean;
  /** Makes what takes a session's messages to other nodes. */
  readonly forwardFor: (session: LiveSession) => ForwardMessage;
  /** Makes what measures a session's requests; left out: nobody wants to know. */
  readonly watchRequests?: (() => RequestWatch) | undefined;
}
