import type { LogFields, Logger } from "./logger.js";
import { plainText } from "./plain-text.js";

/**
 * Makes a logger safe for what clients say: texts in messages and fields are on one line, can't steer a terminal, and
 * are capped. Errors, which have stacks, and other values pass as they are: what writes them must not take them at
 * their word.
 */
export function plainLogger(logger: Logger): Logger {
  const write =
    (level: keyof Logger) =>
    (message: string, fields?: LogFields): void => {
      if (fields === undefined) logger[level](plainText(message));
      else logger[level](plainText(message), plainFields(fields));
    };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

function plainFields(fields: LogFields): LogFields {
  const entries = Object.entries(fields).map(([key, value]) => [
    key,
    typeof value === "string" ? plainText(value) : value,
  ]);
  return Object.fromEntries(entries);
}
