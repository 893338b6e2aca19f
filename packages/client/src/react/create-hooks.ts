import type { AnyContract } from "@volley/protocol";
import { type ContractParts, systemError } from "@volley/protocol/internal";
import { createContext } from "react";
import type { RequestOptions } from "../calls/call-options.js";
import type { PushHandler } from "../pushes/push-inbox.js";
import { providerOf, useClientOf } from "./client-context.js";
import type { Hooks } from "./hooks.js";
import { isResyncOf } from "./is-resync-of.js";
import type { PushStateRules } from "./push-store.js";
import type { UntypedClient } from "./untyped-client.js";
import { useClientPush } from "./use-client-push.js";
import { type ClientPushStateOptions, useClientPushState } from "./use-client-push-state.js";
import { useClientRequest } from "./use-client-request.js";
import { useClientStatus } from "./use-client-status.js";

/**
 * Makes the React hooks of a contract. Call it once, in a module of its own: a provider serves the hooks that were
 * made with it. The hooks throw `BAD_REQUEST` for a name that the contract doesn't have.
 */
export function createHooks<C extends AnyContract>(contract: C): Hooks<C> {
  // A contract is typed for those who write it; here it is read.
  const parts = contract as unknown as ContractParts;
  const { routes, pushes } = parts;
  const context = createContext<UntypedClient | undefined>(undefined);

  const checked = (kind: "request" | "push", name: string): string => {
    if ((kind === "push" ? pushes : routes)[name]?.kind === kind) return name;
    throw systemError("BAD_REQUEST", `the contract has no ${kind} "${name}"`);
  };

  const hooks = {
    VolleyProvider: providerOf(context),
    useClient: () => useClientOf(context),
    useRequest: (route: string, options?: RequestOptions) =>
      useClientRequest(useClientOf(context), checked("request", route), options),
    usePush: (push: string, handler: PushHandler) =>
      useClientPush(useClientOf(context), checked("push", push), handler),
    usePushState: (push: string, reduce: PushStateRules["reduce"], options: ClientPushStateOptions) =>
      useClientPushState(useClientOf(context), {
        push: checked("push", push),
        isAbout: (resync) => isResyncOf(parts, push, resync),
        reduce,
        options,
      }),
    useStatus: () => useClientStatus(useClientOf(context)),
  } satisfies Record<keyof Hooks<C>, unknown>;
  return hooks as unknown as Hooks<C>;
}
