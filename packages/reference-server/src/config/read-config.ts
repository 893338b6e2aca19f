import { clip } from "./clip.js";
import type { ConfigKey } from "./config-key.js";
import type { Config } from "./config-keys.js";
import { configEntries } from "./config-names.js";
import type { Given } from "./config-source.js";
import { findContradictions } from "./find-contradictions.js";
import { readEnv } from "./read-env.js";
import { readFileText } from "./read-file-text.js";
import { readFlags } from "./read-flags.js";

/** Where configuration comes from. */
export interface ConfigSources {
  /** The arguments of the command. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads the file that `--config` or `VOLLEY_CONFIG` names. */
  readonly readFile: (path: string) => string;
}

/** Says what is wrong with a configuration: one line each, with the name of the key, and no secret. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/**
 * Reads the configuration: flags count before the environment, that before the file, that before the defaults. Throws
 * a `ConfigError` that names all keys which are unknown or malformed, or which don't fit together.
 */
export function readConfig({ args, env, readFile }: ConfigSources): Config {
  const flags = readFlags(args);
  const variables = readEnv(env);
  const path = flags.configPath ?? env["VOLLEY_CONFIG"];
  const file = path ? readFileText(path, readFile) : { given: new Map<string, Given>(), problems: [] };
  const problems = [...flags.problems, ...variables.problems, ...file.problems];
  const values: Record<string, unknown> = {};
  for (const [name, key] of configEntries()) {
    const given = flags.given.get(name) ?? variables.given.get(name) ?? file.given.get(name);
    if (given !== undefined && !key.check(given.value)) problems.push(malformed(key, given));
    values[name] = given === undefined ? key.default : given.value;
  }
  if (problems.length > 0) throw new ConfigError(problems);
  const config = values as Config;
  const contradictions = findContradictions(config);
  if (contradictions.length > 0) throw new ConfigError(contradictions);
  return config;
}

function malformed(key: ConfigKey<unknown>, { from, value }: Given): string {
  const shown = key.secret ? "its value" : clip(JSON.stringify(value) ?? String(value));
  return `${from}: ${shown} is not ${key.type}`;
}
