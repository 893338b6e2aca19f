import { unsubscribe } from "../base/unsubscribe.js";
import type { UserDirectory, UserSession } from "./user-directory.js";

let fence = 0;

/** Stands in until the real one is merged. */
export function temporaryDirectory(
  users: Map<string, Map<string, UserSession>>,
  node: { readonly id: string; readonly type: string },
): UserDirectory {
  const of = (uid: string): Map<string, UserSession> => {
    const own = users.get(uid) ?? new Map<string, UserSession>();
    users.set(uid, own);
    return own;
  };
  return {
    bind: async ({ uid, session }, unique) => {
      const replaced = [...of(uid).values()].filter(
        (s) => unique === "all" || (unique === "type" && s.type === node.type),
      );
      for (const r of replaced) of(uid).delete(r.session);
      of(uid).set(session, { session, node: node.id, type: node.type, connected: true, fence: ++fence });
      return { fence, replaced };
    },
    unbind: async ({ uid, session }) => {
      of(uid).delete(session);
      return { last: of(uid).size === 0 };
    },
    setConnected: async () => {},
    lookup: async (uids) => uids.map((uid) => [...of(uid).values()]),
    onReplaced: () => unsubscribe(() => {}),
    close: async () => {},
  };
}
