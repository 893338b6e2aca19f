import type { Ending } from "@volley/protocol";
import type { Connection } from "./connection.js";

/** Where a session stands. `generation` counts its connections, so that news of an old one can be told apart. */
export type SessionState =
  | { readonly status: "detached"; readonly generation: number }
  | { readonly status: "attached"; readonly generation: number; readonly connection: Connection }
  /** It goes on on another node; a connection that was left here finishes what is under way. */
  | { readonly status: "moved"; readonly generation: number; readonly connection: Connection | undefined }
  | { readonly status: "closed"; readonly generation: number; readonly ending: Ending };

/** What can happen to a session. */
export type SessionEvent =
  /** `generation`: what the session's next one is in the cluster; default: one more than the last. */
  | { readonly type: "attach"; readonly connection: Connection; readonly generation?: number | undefined }
  | { readonly type: "detach"; readonly generation: number }
  | { readonly type: "move" }
  | { readonly type: "close"; readonly ending: Ending };

/** The state of a session that never had a connection. */
export const NEW_SESSION: SessionState = { status: "detached", generation: 0 };

/** Tells what a session becomes. An event that doesn't apply (any more) leaves it as it is. */
export function nextSessionState(state: SessionState, event: SessionEvent): SessionState {
  if (state.status === "closed") return state;
  const { generation } = state;
  switch (event.type) {
    case "attach": {
      const { connection, generation: next = generation + 1 } = event;
      // Of two connections that come at once the one with the lower generation has lost.
      if (state.status === "moved" || next <= generation) return state;
      return { status: "attached", generation: next, connection };
    }
    case "detach":
      // A connection that was replaced reports its end late: that is not news of the present one.
      if (state.status === "detached" || event.generation !== generation) return state;
      return state.status === "moved"
        ? { status: "moved", generation, connection: undefined }
        : { status: "detached", generation };
    case "move":
      if (state.status === "moved") return state;
      return { status: "moved", generation, connection: state.status === "attached" ? state.connection : undefined };
    case "close":
      return { status: "closed", generation: state.generation, ending: event.ending };
  }
}
