import type { Pending } from "@volley/protocol";
import { useCallback, useEffect, useSyncExternalStore } from "react";
import type { RequestOptions } from "../calls/call-options.js";
import type { RequestState } from "./request-state.js";
import { RequestStore } from "./request-store.js";
import type { UntypedClient } from "./untyped-client.js";
import { useLatest } from "./use-latest.js";
import { useStore } from "./use-store.js";

/** The state of a request, and what can be done about it. */
export type ClientRequest = RequestState<unknown, unknown> & {
  readonly send: (input?: unknown, options?: RequestOptions) => Pending<unknown, unknown>;
  readonly reset: () => void;
};

/** Sends requests of one route, tells the state of the latest, and aborts what is under way when the component goes. */
export function useClientRequest(client: UntypedClient, route: string, options: RequestOptions = {}): ClientRequest {
  const general = useLatest(options);
  const store = useStore({ client, name: route }, () => new RequestStore());
  const state = useSyncExternalStore(store.subscribe, store.getState, store.getState);
  useEffect(() => store.abort, [store]);
  const send = useCallback(
    (input?: unknown, { timeoutMs, trace, signal }: RequestOptions = {}) => {
      const how = { timeoutMs: timeoutMs ?? general.current.timeoutMs, trace: trace ?? general.current.trace };
      const ask = (aborted: AbortSignal) => client.request(route, input, { ...how, signal: aborted });
      return store.send(ask, signal ?? general.current.signal);
    },
    [client, route, store, general],
  );
  return { ...state, send, reset: store.reset };
}
