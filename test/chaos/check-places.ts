import type { History, MemberEvent, MemberHistory } from "./history.js";
import type { Report } from "./report.js";

interface Sight {
  readonly history: MemberHistory;
  /** Which of the member's events it is. */
  readonly n: number;
  readonly event: MemberEvent & { readonly type: "push" };
}

/**
 * Looks for places at which different pushes were seen. That happens when Redis loses its last writes and counts again:
 * then what was seen last stands, and whoever saw something else there has to be told afterwards that it is void.
 */
export function checkPlaces({ members }: History, report: Report): void {
  for (const [place, sights] of sightsByPlace(members)) {
    const standing = sights.reduce((latest, each) => (each.event.at > latest.event.at ? each : latest));
    const losers = sights.filter(({ event }) => event.id !== standing.event.id);
    const untold = losers.filter((sight) => !isToldLater(sight));
    if (untold.length === 0) continue;
    report.conflicting++;
    const who = untold.map(({ history, event }) => `${history.member} saw ${event.id}`).join(", ");
    report.violations.push(`conflicting: ${place} is ${standing.event.id}; ${who}, and was told nothing`);
  }
}

function sightsByPlace(members: readonly MemberHistory[]): ReadonlyMap<string, readonly Sight[]> {
  const found = new Map<string, Sight[]>();
  for (const history of members) {
    for (const [n, event] of history.events.entries()) {
      if (event.type !== "push") continue;
      const place = `${history.stream} ${event.place.epoch}/${event.place.offset}`;
      const sights = found.get(place) ?? [];
      found.set(place, sights);
      sights.push({ history, n, event });
    }
  }
  return found;
}

function isToldLater({ history, n }: Sight): boolean {
  return history.events.slice(n + 1).some((event) => event.type === "told" && event.reason !== "window");
}
