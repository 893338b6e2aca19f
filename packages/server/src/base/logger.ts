/** Facts that go with a log line. Values should be small: text, numbers, errors. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Where log lines go. `console` fits behind `consoleLogger`; pino and winston take a three-line adapter. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** Makes a logger that writes to the console; `debug` lines only when asked for. */
export function consoleLogger(options: { readonly debug?: boolean | undefined } = {}): Logger {
  const write =
    (level: "debug" | "info" | "warn" | "error") =>
    (message: string, fields?: LogFields): void => {
      if (fields === undefined) console[level](`[volley] ${message}`);
      else console[level](`[volley] ${message}`, fields);
    };
  return {
    debug: options.debug === true ? write("debug") : () => {},
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
  };
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
