import { useCallback, useSyncExternalStore } from "react";
import type { Status } from "../connection/status.js";
import type { UntypedClient } from "./untyped-client.js";

/** What is shown where nothing connects: on a server, and in the browser until its page is hydrated. */
const NOT_YET: Status = { state: "idle" };

/** Follows where a client stands. */
export function useClientStatus(client: UntypedClient): Status {
  const subscribe = useCallback((listener: () => void) => client.onStatus(listener), [client]);
  return useSyncExternalStore(
    subscribe,
    () => client.status,
    () => NOT_YET,
  );
}
