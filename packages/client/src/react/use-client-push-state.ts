import { useSyncExternalStore } from "react";
import type { Resync } from "../pushes/resync.js";
import { type PushStateRules, PushStore } from "./push-store.js";
import type { UntypedClient } from "./untyped-client.js";
import { useLatest } from "./use-latest.js";
import { useStore } from "./use-store.js";

/** Options of the untyped `usePushState`. */
export interface ClientPushStateOptions {
  readonly initial: unknown;
  readonly snapshot?: PushStateRules["snapshot"];
}

/** What a push state is about. */
export interface ClientPushState {
  readonly push: string;
  /** Tells whether a resync is about the push. */
  readonly isAbout: (resync: Resync) => boolean;
  readonly reduce: PushStateRules["reduce"];
  readonly options: ClientPushStateOptions;
}

/** Keeps a state that pushes change. Throws what its snapshot or its reducer failed with. */
export function useClientPushState(client: UntypedClient, state: ClientPushState): unknown {
  const { push, isAbout, reduce, options } = state;
  const { initial, snapshot } = options;
  const rules = useLatest({ reduce, snapshot });
  const store = useStore({ client, name: push }, () => new PushStore({ client, push, isAbout, initial, rules }));
  const seen = useSyncExternalStore(store.subscribe, store.getSeen, store.getSeen);
  if (!seen.ok) throw seen.error;
  return seen.data;
}
