import { clip } from "./clip.js";
import { configEntries } from "./config-names.js";
import type { Given, Source } from "./config-source.js";

/** Reads a file: one JSON object whose members are keys. */
export function readFileText(path: string, readFile: (path: string) => string): Source {
  const given = new Map<string, Given>();
  const fail = (problem: string): Source => ({ given, problems: [problem] });
  let content: unknown;
  try {
    content = JSON.parse(readFile(path));
  } catch (error) {
    // JSON.parse quotes the text, which may hold a secret.
    const why =
      error instanceof SyntaxError ? "is no JSON" : `can't be read: ${error instanceof Error ? error.message : ""}`;
    return fail(`${clip(path)} ${why}`);
  }
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    return fail(`${clip(path)} must hold one JSON object, such as { "port": 3000 }`);
  }
  const known = new Set<string>(configEntries().map(([name]) => name));
  const problems: string[] = [];
  for (const [name, value] of Object.entries(content)) {
    if (known.has(name)) given.set(name, { value, from: `"${name}" in ${clip(path)}` });
    else problems.push(`"${clip(name)}" in ${clip(path)}: there is no such key; see --help`);
  }
  return { given, problems };
}
