import type { ConfigKey } from "./config-key.js";
import { configEntries, flagOf } from "./config-names.js";

/** Writes what `--help` prints: every key with its flag, variable, type and default. */
export function helpText(): string {
  const lines = configEntries().flatMap(([name, key]) => [
    `  ${[key.secret ? undefined : flagOf(name), key.env, name].filter(Boolean).join("  ")}`,
    `      ${key.help}`,
    `      ${key.type}; default: ${shownDefault(key)}`,
  ]);
  return [
    "volley-server: rooms that are ready to use, over Volley and over plain WebSockets",
    "",
    "Usage: volley-server [flags]",
    "",
    "Flags count before the environment, that before the file. Each key: its flag, its variable, its name in the file.",
    "Secrets have no flag. A switch is --guests or --no-guests.",
    "",
    ...lines,
    "  --config  VOLLEY_CONFIG",
    "      The file: one JSON object whose members are keys.",
    "  --help  --version",
    "",
  ].join("\n");
}

/** Writes a default for people. */
export function shownDefault({ default: value }: ConfigKey<unknown>): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return "none";
  return Array.isArray(value) ? value.join(",") : String(value);
}
