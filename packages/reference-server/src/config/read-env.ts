import { clip } from "./clip.js";
import { configEntries } from "./config-names.js";
import type { Given, Source } from "./config-source.js";

/** Reads the variables of all keys; empty ones count as not given, as compose files write them. */
export function readEnv(env: Readonly<Record<string, string | undefined>>): Source {
  const given = new Map<string, Given>();
  const known = new Set(["VOLLEY_CONFIG"]);
  for (const [name, key] of configEntries()) {
    known.add(key.env);
    const text = env[key.env];
    if (text !== undefined && text !== "") given.set(name, { value: key.fromText(text), from: key.env });
  }
  const strangers = Object.keys(env).filter((name) => name.startsWith("VOLLEY_") && !known.has(name));
  return { given, problems: strangers.map((name) => `${clip(name)}: there is no such variable; see --help`) };
}
