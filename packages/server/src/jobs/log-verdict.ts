import type { Logger } from "../base/logger.js";
import type { Job } from "./job.js";
import type { Verdict } from "./verdict.js";

/** Logs what became of a job unless it succeeded. Neither its input nor the words of its error: they may quote it. */
export function logVerdict(logger: Logger, { id, head }: Job, verdict: Verdict): void {
  if (verdict.type === "done") return;
  const { code, traceId } = verdict.error;
  const fields = { job: id, remote: head.route, code, traceId };
  if (verdict.type === "dead") logger.error("a job is dead", fields);
  else logger.info("a job failed and will be tried again", { ...fields, afterMs: verdict.afterMs });
}
