import type { History, MemberEvent, MemberHistory, Place, Publication } from "./history.js";
import type { Report } from "./report.js";

type Seen = MemberEvent & { readonly type: "push" };
type Told = MemberEvent & { readonly type: "told" };

/** Compares what each member saw with what was pushed. */
export function checkMembers(history: History, report: Report): void {
  const places = placesOf(history);
  for (const member of history.members) {
    const publications = history.publications.filter(({ stream }) => stream === member.stream);
    checkOrder(member, report);
    checkUnexpected(member, publications, report);
    checkLost({ member, publications, places }, report);
  }
}

/** Where each push was seen, by whomever. */
function placesOf({ members }: History): ReadonlyMap<string, Place> {
  const seen = members.flatMap(({ events }) => events).filter((event) => event.type === "push");
  return new Map(seen.map(({ id, place }) => [id, place]));
}

/** Each push once; offsets only grow, until the member is told otherwise. */
function checkOrder({ member, stream, events }: MemberHistory, report: Report): void {
  let last: Place | undefined;
  let seen = new Set<string>();
  for (const event of events) {
    if (event.type === "told") {
      report.told[event.reason]++;
      last = event.place;
      // What Redis lost may be pushed again, as something new; what it kept may not.
      if (event.reason !== "window") seen = new Set();
      continue;
    }
    report.delivered++;
    const { id, place } = event;
    const what = `${member} in ${stream}: ${id} at ${place.epoch}/${place.offset}`;
    if (seen.has(id)) {
      report.duplicated++;
      report.violations.push(`duplicated: ${what}`);
    } else if (last !== undefined && (last.epoch !== place.epoch || last.offset >= place.offset)) {
      report.reordered++;
      report.violations.push(`reordered: ${what}, behind ${last.epoch}/${last.offset}`);
    }
    seen.add(id);
    last = place;
  }
}

function checkUnexpected(
  { member, stream, events }: MemberHistory,
  publications: readonly Publication[],
  report: Report,
): void {
  const known = new Map(publications.map((publication) => [publication.id, publication]));
  for (const event of events) {
    if (event.type !== "push") continue;
    const publication = known.get(event.id);
    const why =
      publication === undefined
        ? "nobody pushed it"
        : publication.outcome === "refused"
          ? "it was refused"
          : publication.except?.includes(member)
            ? "it was for others"
            : undefined;
    if (why === undefined) continue;
    report.unexpected++;
    report.violations.push(`unexpected: ${member} in ${stream}: ${event.id}: ${why}`);
  }
}

function checkLost(
  view: {
    readonly member: MemberHistory;
    readonly publications: readonly Publication[];
    readonly places: ReadonlyMap<string, Place>;
  },
  report: Report,
): void {
  const { member, publications, places } = view;
  const pushes = member.events.filter((event): event is Seen => event.type === "push");
  const seen = new Set(pushes.map(({ id }) => id));
  const expected = publications.filter(
    ({ outcome, startedAt, except, mayBeLost }) =>
      outcome === "acked" && startedAt >= member.since && !except?.includes(member.member) && !mayBeLost,
  );
  const missing = expected.filter(({ id }) => !seen.has(id));
  for (const publication of missing) {
    const place = places.get(publication.id);
    if (member.events.some((_, n) => isTold(member.events, n, { publication, place }))) continue;
    const where = whereOf(publication, place, pushes);
    report.lost[where]++;
    report.violations.push(`lost (${where}): ${member.member} in ${member.stream}: ${publication.id}`);
  }
}

/** Whether the n-th event tells the member that this push may be missing. */
function isTold(
  events: readonly MemberEvent[],
  n: number,
  missing: { readonly publication: Publication; readonly place: Place | undefined },
): boolean {
  const told = events[n];
  if (told?.type !== "told") return false;
  const { startedAt } = missing.publication;
  // What was seen before this push began isn't behind it, whatever its number: Redis may have counted again.
  const before = events.slice(0, n).filter((event) => event.type === "push" && event.at > startedAt) as readonly Seen[];
  const after = events.slice(n + 1).filter((event) => event.type === "push");
  // It was skipped before: what is told now is about others.
  if (before.some(({ place }) => isBehind(place, missing))) return false;
  // Pushed later than that.
  if (startedAt > told.at) return false;
  return covers(told, after, missing);
}

function covers(
  { place, reason }: Told,
  after: readonly Seen[],
  missing: { readonly publication: Publication; readonly place: Place | undefined },
): boolean {
  if (reason === "fresh") return true;
  const offset = missing.place?.offset ?? missing.publication.offset;
  const epoch = missing.place?.epoch;
  if (offset === undefined) return reason !== "window";
  if (place !== undefined) return (epoch !== undefined && epoch !== place.epoch) || offset <= place.offset;
  const next = after.find((each) => epoch === undefined || each.place.epoch === epoch);
  return next === undefined || next.place.offset > offset;
}

function isBehind(
  place: Place,
  missing: { readonly publication: Publication; readonly place: Place | undefined },
): boolean {
  const offset = missing.place?.offset ?? missing.publication.offset;
  if (offset === undefined || place.offset <= offset) return false;
  return missing.place === undefined || missing.place.epoch === place.epoch;
}

function whereOf(
  publication: Publication,
  place: Place | undefined,
  pushes: readonly Seen[],
): "prefix" | "middle" | "postfix" {
  const [first, last] = [pushes[0], pushes.at(-1)];
  if (first === undefined || last === undefined) return "prefix";
  const offset = place?.offset ?? publication.offset;
  const comparable = offset !== undefined && (place === undefined || place.epoch === first.place.epoch);
  const isBefore = comparable ? offset < first.place.offset : publication.startedAt < first.at;
  if (isBefore) return "prefix";
  const sameEnd = offset !== undefined && (place === undefined || place.epoch === last.place.epoch);
  const isAfter = sameEnd ? offset > last.place.offset : publication.startedAt > last.at;
  return isAfter ? "postfix" : "middle";
}
