import type { Config } from "../../packages/reference-server/src/config/config-keys.js";
import { ConfigError, readConfig } from "../../packages/reference-server/src/config/read-config.js";

/** What a deployment gives `volley-server`. */
interface GivenConfig {
  readonly env: Readonly<Record<string, string>>;
  /** The text of the file that VOLLEY_CONFIG names. */
  readonly file?: string;
}

/** Reads settings as the server would. Throws for one that it refuses, with the reason. */
export function readGiven({ env, file }: GivenConfig): Config {
  try {
    return readConfig({ args: [], env, readFile: () => file ?? "{}" });
  } catch (error) {
    throw error instanceof ConfigError ? new Error(error.problems.join("; ")) : error;
  }
}
