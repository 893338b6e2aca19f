import type { Serializer } from "@volley/protocol";
import type { Deadlines } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import type { RouteRuntime } from "./route-runtime.js";
import type { CallLimits } from "./session-calls.js";

/** What all dispatchers of a server work with. */
export interface DispatchParts {
  /** In the order of the route numbers. */
  readonly routes: readonly RouteRuntime[];
  readonly serializer: Serializer;
  readonly deadlines: Deadlines;
  readonly logger: Logger;
  readonly now: () => number;
  /** Whether replies and errors are held against their schemas before they are sent. */
  readonly check: boolean;
  readonly limits: CallLimits;
}
