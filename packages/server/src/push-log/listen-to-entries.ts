import type { Bus } from "../cluster/bus.js";
import type { BusCounters } from "../cluster/bus-counters.js";
import { parseEntry } from "./entry-message.js";
import type { LogEntry } from "./push-log.js";

/** Hears the entries that come over a channel; what is none is dropped and counted. */
export function listenToEntries(
  bus: Bus,
  channel: string,
  { handler, counters }: { readonly handler: (entry: LogEntry) => void; readonly counters: BusCounters },
): Promise<() => void> {
  return bus.subscribe(channel, (message) => {
    const entry = parseEntry(message);
    if (entry === undefined) counters.messageDropped();
    else handler(entry);
  });
}
