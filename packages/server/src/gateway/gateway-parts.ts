import type { Clock, Deadlines, RouteTable, WireLimits } from "@volley/protocol/internal";
import type { Tasks } from "../base/tasks.js";
import type { DispatchParts } from "../dispatch/dispatch-parts.js";
import type { Groups } from "../groups/groups.js";
import type { Rooms } from "../groups/rooms.js";
import type { Meters } from "../metrics/meters.js";
import type { Streams } from "../push-log/streams.js";
import type { Resumes } from "../resume/resumes.js";
import type { Memberships } from "../rights/memberships.js";
import type { LiveSession } from "../session/live-session.js";
import type { SessionHooks } from "../session/session-hooks.js";
import type { SessionIndex } from "../session/session-index.js";
import type { SessionPorts } from "../session/session-ports.js";
import type { AdmissionParts } from "./admission.js";
import type { Bindings } from "./bindings.js";
import type { Identities } from "./identities.js";
import type { ConnectionLayers } from "./layered-link.js";
import type { Doorkeeper } from "./turn-away.js";

/** What a gateway works with. */
export interface GatewayParts {
  readonly admission: AdmissionParts;
  readonly dispatch: DispatchParts;
  readonly table: RouteTable;
  readonly fingerprint: string;
  readonly limits: WireLimits;
  readonly sessions: SessionIndex;
  readonly rooms: Rooms;
  readonly groups: Groups;
  readonly tasks: Tasks;
  readonly clock: Clock;
  readonly now: () => number;
  /** Names what effects of `once` requests are remembered with. */
  readonly memory: () => string;
  /** What sessions need of other floors; the gateway adds what it does itself. */
  readonly ports: Omit<
    SessionPorts<LiveSession>,
    "binding" | "bound" | "unbound" | "changed" | "detached" | "moved" | "closed"
  >;
  readonly door: Doorkeeper;
  /** Whether nobody is let in any more. */
  readonly isShut: () => boolean;
  readonly hooks: SessionHooks;
  /** The app's layers around messages; left out: there are none. */
  readonly connectionLayers?: ConnectionLayers | undefined;
  readonly deadlines: Deadlines;
  /** How long binding and hooks may take until a client is welcomed, in ms. */
  readonly openMs: number;
  readonly bindings: Bindings;
  /** Left out: sessions end with their connections. */
  readonly resumes?: Resumes | undefined;
  readonly streams: Streams;
  readonly identities: Identities;
  /**
   * Called when a session's client has brought a fresh token, and its claims are new: the place to look at rights anew. A
   * rejection that isn't retryable ends the session.
   */
  readonly refreshed: (session: LiveSession) => Promise<void>;
  /** Tells the nodes that care about a session that it goes on elsewhere. */
  readonly moved: (session: string) => void;
  /** The groups that clients joined by themselves. */
  readonly memberships: Memberships;
  /** Left out: nobody wants to know. */
  readonly meters?: Meters | undefined;
  /** How long the old connection of a planned move may finish what is under way, in ms. */
  readonly finishMs: number;
}
