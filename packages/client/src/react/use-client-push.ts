import { useEffect } from "react";
import type { PushHandler } from "../pushes/push-inbox.js";
import type { UntypedClient } from "./untyped-client.js";
import { useLatest } from "./use-latest.js";

/** Calls the latest handler with each push, as long as the component is there. */
export function useClientPush(client: UntypedClient, push: string, handler: PushHandler): void {
  const latest = useLatest(handler);
  useEffect(() => client.onPush(push, (data, meta) => latest.current(data, meta)), [client, push, latest]);
}
