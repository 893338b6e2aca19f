import type { TraceContext } from "@volley/protocol";
import { parseTrace, systemError } from "@volley/protocol/internal";

/** The method by which nodes call remotes. */
export const REMOTE_METHOD = "remote";

/** What goes with a call of a remote, besides its input. */
export interface RemoteHead {
  readonly route: string;
  readonly kind: "request" | "notify";
  readonly rev: number;
  readonly uid?: string | undefined;
  readonly key: string;
  readonly trace?: TraceContext | undefined;
}

/** Reads what another node sent. Throws `BAD_REQUEST`. */
export function readRemoteHead(value: unknown): RemoteHead {
  if (typeof value === "object" && value !== null) {
    const { route, kind, rev, uid, key, trace } = value as Partial<RemoteHead>;
    const isKind = kind === "request" || kind === "notify";
    if (typeof route === "string" && isKind && typeof key === "string") {
      return {
        route,
        kind,
        rev: Number(rev),
        key,
        uid: typeof uid === "string" ? uid : undefined,
        trace: parseTrace(trace),
      };
    }
  }
  throw systemError("BAD_REQUEST", "this is no call of a remote");
}
