import { systemError } from "@volley/protocol/internal";
import { type Context, createElement, type ReactNode, useContext } from "react";
import type { UntypedClient } from "./untyped-client.js";

/** Carries a client down a tree of components. */
export type ClientContext = Context<UntypedClient | undefined>;

/** What a provider takes. */
export interface ProviderProps {
  readonly client: UntypedClient;
  readonly children?: ReactNode;
}

/** Makes the component that puts a client into the context. */
export function providerOf(context: ClientContext): (props: ProviderProps) => ReactNode {
  const provide = ({ client, children }: ProviderProps) => createElement(context.Provider, { value: client }, children);
  return Object.assign(provide, { displayName: "VolleyProvider" });
}

/** Gives the client of the nearest provider. Throws `BAD_REQUEST` where there is none. */
export function useClientOf(context: ClientContext): UntypedClient {
  const client = useContext(context);
  if (client !== undefined) return client;
  const todo = "put <VolleyProvider client={…}> around the component, of the same createHooks() as its hooks";
  throw systemError("BAD_REQUEST", `there is no client here: ${todo}`);
}
