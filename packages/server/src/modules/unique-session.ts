import type { AnyContract } from "@volley/protocol";
import type { Unsubscribe } from "../base/unsubscribe.js";
import type { LiveSession } from "../session/live-session.js";
import type { Session } from "../session/session.js";
import type { Module } from "./module.js";

/** What the module needs of a server. */
export interface UniqueSessionHost {
  onSessionBound(hook: (session: Session<AnyContract>) => unknown): Unsubscribe;
  sessions(uid: string): readonly Session<AnyContract>[];
}

/**
 * Makes a module that lets each user have one session: the newest wins, older ones end with `replaced`, and their
 * clients stay away. `server.addModule("unique-session", uniqueSession(server))`.
 */
export function uniqueSession(host: UniqueSessionHost): Module {
  let stop: (() => void) | undefined;
  return {
    init: () => {
      stop = host.onSessionBound((newest) => {
        for (const session of host.sessions(newest.uid)) {
          if (session.id !== newest.id) (session as LiveSession).close({ reason: "replaced" });
        }
      });
    },
    shutdown: () => stop?.(),
  };
}
