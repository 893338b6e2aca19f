import type { ConfigKey } from "./config-key.js";
import { CONFIG_KEYS, type ConfigName } from "./config-keys.js";

/** Lists all keys with their names, in the order of the schema. */
export function configEntries(): readonly (readonly [ConfigName, ConfigKey<unknown>])[] {
  return Object.entries(CONFIG_KEYS) as unknown as readonly (readonly [ConfigName, ConfigKey<unknown>])[];
}

/** Names the flag of a key: `maxRooms` is `--max-rooms`. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
