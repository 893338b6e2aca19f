import { writeFileSync } from "node:fs";

/** A reporter of vitest that leaves the number of errors outside of tests in a file: the JSON report hasn't it. */
export default class UnhandledReporter {
  onTestRunEnd(_modules, errors) {
    writeFileSync(process.env.VOLLEY_UNHANDLED, String(errors.length));
  }
}
