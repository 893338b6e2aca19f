import type { Status } from "@volley/client";
import type { ReactNode } from "react";

const texts: Readonly<Record<Status["state"], string>> = {
  idle: "Offline",
  connecting: "Connecting…",
  ready: "Online",
  waiting: "Reconnecting…",
  closed: "Disconnected: reload the page",
};

/** Shows how the connection is. */
export function StatusChip({ status }: { readonly status: Status }): ReactNode {
  return (
    <p className="chip" data-state={status.state} role="status">
      {texts[status.state]}
    </p>
  );
}
