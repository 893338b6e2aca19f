import { amountText, timeText } from "./figures.js";
import type { LoadReport } from "./load-report.js";

/** Beyond this the tool itself is late, in ms: a timer of Node is late by up to 2. */
const LATE_MS = 10;

/** Says what makes a report worth less than it looks. */
export function warningsOf({
  lag,
  messages,
  connections,
  lostProcesses,
  endedBy,
}: Omit<LoadReport, "limits">): string[] {
  const late = lag?.percentiles["p99"] ?? 0;
  const missing = connections.opened - connections.connected;
  const dropped = connections.droppedNotifies;
  return [
    endedBy === "signal" && "the run was ended early",
    lostProcesses > 0 &&
      `${amountText(lostProcesses, "process", "processes")} of the tool died; what was done there since its last second is missing`,
    late > LATE_MS &&
      `the tool sent late (p99: ${timeText(late)}): this machine is too busy; give it more --processes or cores`,
    messages.notSent > 0 &&
      `not sent: ${amountText(messages.notSent, "message")}; no client was ready, or --max-outstanding was reached`,
    missing > 0 && `${amountText(missing, "client")} never connected`,
    dropped > 0 && `dropped by clients that were away: ${amountText(dropped, "notify", "notifies")}`,
  ].filter((line) => line !== false);
}
