import { ENDINGS, type ResumeFailure } from "@volley/protocol/internal";
import { type ConnectionEnd, toConnectionEnd } from "./connection-end.js";
import type { Status } from "./status.js";

/** Where a connector stands. */
export interface ConnectorState {
  readonly status: Status;
  /** How many attempts failed since a connection last lasted. */
  readonly failures: number;
}

/** What can happen to a connector. */
export type ConnectorEvent =
  /** Somebody wants a connection. */
  | { readonly type: "wanted" }
  /** The server opened the session. */
  | {
      readonly type: "welcomed";
      readonly session: string;
      readonly uid: string | undefined;
      /** The answer to the wish to go on with the session before; undefined: there was no such wish. */
      readonly resumed: true | ResumeFailure | undefined;
    }
  /** The connection has lasted for a while. */
  | { readonly type: "lasted" }
  /** The attempt failed, or the connection ended. */
  | { readonly type: "ended"; readonly end: ConnectionEnd; readonly retryInMs: number }
  /** The wait is over, or needn't go on. */
  | { readonly type: "retried" }
  /** The app closed the client. */
  | { readonly type: "closed" };

export const INITIAL: ConnectorState = { status: { state: "idle" }, failures: 0 };

/** Tells where an event leads. One that doesn't fit the state, such as a late timer, changes nothing. */
export function next(before: ConnectorState, event: ConnectorEvent): ConnectorState {
  const { status, failures } = before;
  switch (event.type) {
    case "wanted":
      return status.state === "idle" ? connecting(failures) : before;
    case "retried":
      return status.state === "waiting" ? connecting(failures) : before;
    case "welcomed": {
      // In a planned move the next connection opens while the one before stands.
      if (status.state !== "connecting" && status.state !== "ready") return before;
      const { session, uid } = event;
      const resumed = event.resumed === true;
      const resumeFailure = event.resumed === true ? undefined : event.resumed;
      return { status: { state: "ready", session, uid, resumed, resumeFailure }, failures };
    }
    case "lasted":
      return status.state === "ready" ? { status, failures: 0 } : before;
    case "ended":
      return status.state === "connecting" || status.state === "ready" ? ended(failures + 1, event) : before;
    case "closed":
      return status.state === "closed" ? before : closed(failures, toConnectionEnd({ reason: "client" }));
  }
}

function connecting(failures: number): ConnectorState {
  return { status: { state: "connecting", attempt: failures + 1 }, failures };
}

function ended(failures: number, { end, retryInMs }: { end: ConnectionEnd; retryInMs: number }): ConnectorState {
  const { ending, error } = end;
  if (ENDINGS[ending.reason] === "reconnect") {
    return { status: { state: "waiting", attempt: failures, retryInMs, cause: error }, failures };
  }
  return closed(failures, end);
}

function closed(failures: number, { ending, error }: ConnectionEnd): ConnectorState {
  const { reason, text } = ending;
  return { status: { state: "closed", cause: { reason, text, error } }, failures };
}
