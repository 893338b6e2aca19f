import type { TraceContext } from "@volley/protocol";
import { type OnceMark, parseTrace, systemError } from "@volley/protocol/internal";

/** What goes with a forwarded message. */
export interface RouteHead {
  readonly route: string;
  readonly kind: "request" | "notify";
  readonly rev: number;
  /** The session's id, which of its connections this came over, and the version of what is told of it. */
  readonly session: string;
  readonly generation: number;
  readonly version: number;
  readonly trace?: TraceContext | undefined;
  /** There for a `once` request: the mark as the client set it, but for the time that passed here. */
  readonly once?: OnceMark & { readonly client: string };
}

/** Reads it. Throws `BAD_REQUEST` for anything else. */
export function readRouteHead(value: unknown): RouteHead {
  if (typeof value === "object" && value !== null) {
    const { route, kind, rev, session, generation = 1, version, trace, once } = value as Partial<RouteHead>;
    const isKind = kind === "request" || kind === "notify";
    if (typeof route === "string" && isKind && typeof session === "string" && typeof version === "number") {
      const common = { route, kind, rev: Number(rev), session, generation: Number(generation), version };
      const head = { ...common, trace: parseTrace(trace) };
      return once === undefined ? head : { ...head, once: readMark(once) };
    }
  }
  throw systemError("BAD_REQUEST", "this is no message of a client");
}

function readMark(value: unknown): NonNullable<RouteHead["once"]> {
  const { client, serial, ageMs, memory } = (value ?? {}) as Partial<NonNullable<RouteHead["once"]>>;
  if (typeof client === "string" && typeof memory === "string" && Number(serial) > 0 && Number(ageMs) >= 0) {
    return { client, serial: Number(serial), ageMs: Number(ageMs), memory };
  }
  throw systemError("BAD_REQUEST", "the mark of a `once` request can't be read");
}
