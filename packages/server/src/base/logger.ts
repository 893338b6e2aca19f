import { inspect } from "node:util";
import { plainText } from "./plain-text.js";

/** Facts that go with a log line. Values should be small: text, numbers, errors. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Where log lines go. `console` fits behind `consoleLogger`; pino and winston take a three-line adapter. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** The longest text of a line's fields, stacks included, in characters. */
const MAX_FIELDS = 8_192;

/**
 * Makes a logger that writes to the console; `debug` lines only when asked for. What clients said, in an error's
 * message for instance, can't look like a line of its own, nor steer the terminal.
 */
export function consoleLogger(options: { readonly debug?: boolean | undefined } = {}): Logger {
  const write =
    (level: "debug" | "info" | "warn" | "error") =>
    (message: string, fields?: LogFields): void => {
      if (fields === undefined) console[level](`[volley] ${message}`);
      else console[level](`[volley] ${message} ${describe(fields)}`);
    };
  return {
    debug: options.debug === true ? write("debug") : () => {},
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
  };
}

/** The first line of an error's stack holds its message, however many lines that has: all of them are indented. */
function describe(fields: LogFields): string {
  const text = inspect(fields, { depth: 4, maxStringLength: 1_024, maxArrayLength: 20, breakLength: 120 });
  const short = text.length > MAX_FIELDS ? `${text.slice(0, MAX_FIELDS)}…` : text;
  return short
    .split("\n")
    .map((line) => plainText(line, MAX_FIELDS))
    .join("\n  ");
}

/** Adds the same fields to every line of a logger. */
export function withFields(logger: Logger, common: LogFields): Logger {
  return {
    debug: (message, fields) => logger.debug(message, { ...common, ...fields }),
    info: (message, fields) => logger.info(message, { ...common, ...fields }),
    warn: (message, fields) => logger.warn(message, { ...common, ...fields }),
    error: (message, fields) => logger.error(message, { ...common, ...fields }),
  };
}
