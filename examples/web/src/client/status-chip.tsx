import type { Status } from "@volley/client";
import type { ReactNode } from "react";
import { useCalm } from "./use-calm.js";

const texts: Readonly<Record<Status["state"], string>> = {
  idle: "Offline",
  connecting: "Connecting…",
  ready: "Online",
  waiting: "Reconnecting…",
  closed: "Disconnected: reload the page",
};

/** Shows how the connection is. A short drop costs nothing, and isn't shown. */
export function StatusChip({ status }: { readonly status: Status }): ReactNode {
  const shown = useCalm(status.state);
  return (
    <p className="chip" data-state={shown} role="status">
      {texts[shown]}
    </p>
  );
}
