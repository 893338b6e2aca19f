import { clip } from "./clip.js";
import type { ConfigKey } from "./config-key.js";
import { configEntries, flagOf } from "./config-names.js";
import type { Given, Source } from "./config-source.js";

/** What flags say, and the file that `--config` names. */
export interface Flags extends Source {
  readonly configPath: string | undefined;
}

/** Reads `--max-rooms 5`, `--max-rooms=5`, `--guests` and `--no-guests`. */
export function readFlags(args: readonly string[]): Flags {
  const keys = new Map(configEntries().map(([name, key]) => [flagOf(name), { name, key }] as const));
  const given = new Map<string, Given>();
  const problems: string[] = [];
  let configPath: string | undefined;
  for (let at = 0; at < args.length; at++) {
    const [flag = "", ...rest] = (args[at] ?? "").split("=");
    const attached = rest.length > 0 ? rest.join("=") : undefined;
    const negated = flag.startsWith("--no-") ? keys.get(`--${flag.slice(5)}`) : undefined;
    const known = keys.get(flag);
    if (negated !== undefined && isSwitch(negated.key) && attached === undefined) {
      given.set(negated.name, { value: false, from: flag });
    } else if (known?.key.secret) {
      problems.push(
        `${flag}: everybody on this machine could read it; set ${known.key.env}, or write it into the file`,
      );
      if (attached === undefined) at += 1;
    } else if (known !== undefined && isSwitch(known.key) && attached === undefined) {
      given.set(known.name, { value: true, from: flag });
    } else if (known !== undefined || flag === "--config") {
      const text = attached ?? args[++at];
      if (text === undefined) problems.push(`${flag}: its value is missing`);
      else if (known === undefined) configPath = text;
      else given.set(known.name, { value: known.key.fromText(text), from: flag });
    } else problems.push(`${clip(flag)}: there is no such flag; see --help`);
  }
  return { given, problems, configPath };
}

function isSwitch({ default: value }: ConfigKey<unknown>): boolean {
  return typeof value === "boolean";
}
