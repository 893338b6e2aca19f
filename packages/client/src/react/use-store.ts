import { useState } from "react";
import type { UntypedClient } from "./untyped-client.js";

/** Whose store it is: that of a route or a push of a client. */
export interface StoreKey {
  readonly client: UntypedClient;
  readonly name: string;
}

/** Makes a store when the component is new, and another one when the client or the name is another. */
export function useStore<Store>({ client, name }: StoreKey, make: () => Store): Store {
  // Not `useMemo`, which may forget; React renders again at once after a change of state while rendering.
  const [kept, keep] = useState(() => ({ client, name, store: make() }));
  if (kept.client === client && kept.name === name) return kept.store;
  const renewed = { client, name, store: make() };
  keep(renewed);
  return renewed.store;
}
