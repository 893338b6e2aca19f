import type { Logger } from "../base/logger.js";
import type { RecordValue } from "./reporter.js";

/** Keeps what a reporter throws away from what is measured; the first time is logged. */
export function guarded(record: RecordValue, name: string, logger: Logger): RecordValue {
  let isTold = false;
  return (value, labels) => {
    try {
      record(value, labels);
    } catch (error) {
      if (isTold) return;
      isTold = true;
      logger.error("a metric could not be reported; this is said once", { metric: name, error });
    }
  };
}
