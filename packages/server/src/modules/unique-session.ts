import type { Uniqueness } from "../directory/user-directory.js";
import type { Module } from "./module.js";

/** What the module needs of a server. */
export interface UniqueSessionHost {
  replaceSessions(scope: Uniqueness): void;
}

/** Options of `uniqueSession`. */
export interface UniqueSessionOptions {
  /** "all": one session in the whole cluster. "type": one on the nodes of each type. Default: "all". */
  readonly scope?: "all" | "type" | undefined;
}

/**
 * Makes a module that lets each user have one session: the newest wins, on whichever node, older ones end with
 * `replaced`, and their clients stay away. `server.addModule("unique-session", uniqueSession(server))`.
 */
export function uniqueSession(host: UniqueSessionHost, { scope = "all" }: UniqueSessionOptions = {}): Module {
  return {
    init: () => host.replaceSessions(scope),
    shutdown: () => host.replaceSessions("none"),
  };
}
