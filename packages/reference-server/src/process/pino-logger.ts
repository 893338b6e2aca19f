import type { Logger } from "@volley/server";
import pino from "pino";
import type { LogLevel } from "../config/config-keys.js";

/** Makes a logger that writes JSON lines to the standard output. Errors among the fields are written with their stacks. */
export function pinoLogger(level: LogLevel): Logger {
  const serializers = { error: pino.stdSerializers.err };
  // Written at once: a line about the end must not be lost with the process.
  const log = pino({ level, base: { pid: process.pid }, serializers }, pino.destination({ dest: 1, sync: true }));
  return {
    debug: (message, fields = {}) => log.debug(fields, message),
    info: (message, fields = {}) => log.info(fields, message),
    warn: (message, fields = {}) => log.warn(fields, message),
    error: (message, fields = {}) => log.error(fields, message),
  };
}
