import { checkMembers } from "./check-members.js";
import { checkPlaces } from "./check-places.js";
import { checkRequests } from "./check-requests.js";
import type { History } from "./history.js";
import { emptyReport, type Report } from "./report.js";

/**
 * Judges a run by what was tried, what was acknowledged and what everybody saw. It knows nothing of how Volley works:
 * an acknowledged push is seen by each member exactly once and in one order, or the member is told; a request settles
 * in its time; an effect is had once, with one reply.
 */
export function check(history: History): Report {
  const report = emptyReport();
  report.attempted = history.publications.length;
  report.acked = history.publications.filter(({ outcome }) => outcome === "acked").length;
  checkMembers(history, report);
  checkPlaces(history, report);
  checkRequests(history, report);
  return report;
}
