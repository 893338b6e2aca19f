import type { Ending } from "@volley/protocol";
import type { Connection } from "./connection.js";

/** Where a session stands. `generation` counts its connections, so that news of an old one can be told apart. */
export type SessionState =
  | { readonly status: "detached"; readonly generation: number }
  | { readonly status: "attached"; readonly generation: number; readonly connection: Connection }
  | { readonly status: "closed"; readonly generation: number; readonly ending: Ending };

/** What can happen to a session. */
export type SessionEvent =
  | { readonly type: "attach"; readonly connection: Connection }
  | { readonly type: "detach"; readonly generation: number }
  | { readonly type: "close"; readonly ending: Ending };

/** The state of a session that never had a connection. */
export const NEW_SESSION: SessionState = { status: "detached", generation: 0 };

/** Tells what a session becomes. An event that doesn't apply (any more) leaves it as it is. */
export function nextSessionState(state: SessionState, event: SessionEvent): SessionState {
  if (state.status === "closed") return state;
  switch (event.type) {
    case "attach":
      return { status: "attached", generation: state.generation + 1, connection: event.connection };
    case "detach":
      // A connection that was replaced reports its end late: that is not news of the present one.
      return event.generation === state.generation ? { status: "detached", generation: state.generation } : state;
    case "close":
      return { status: "closed", generation: state.generation, ending: event.ending };
  }
}
