import { parseArgs } from "node:util";
import type { Plan } from "../schedule/plan.js";
import type { Flag } from "./flag.js";
import { FLAGS, type FlagName } from "./flags.js";

/** What a run must not exceed. */
export interface Limits {
  /** Of the latency that one message in a hundred exceeds. */
  readonly p99Ms: number | undefined;
  /** Of all messages, from 0 to 1. */
  readonly errors: number | undefined;
}

/** What the command line says. */
export interface Options {
  /** The scenario file. */
  readonly scenario: string;
  readonly plan: Plan;
  readonly limits: Limits;
  /** The folder of the report. */
  readonly report: string | undefined;
}

/** What is wrong with a command line, a line for each. */
export interface Problems {
  readonly problems: readonly string[];
}

const LONGEST_SHOWN = 64;

/** Reads `scenario.ts --rate 500 --duration=30s`, or tells all that is wrong with it, by the flags' names. */
export function readOptions(args: readonly string[]): Options | Problems {
  const options = Object.fromEntries(Object.keys(FLAGS).map((name) => [name, { type: "string" as const }]));
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const problems: string[] = [];
  const given = new Map<string, string>();
  const files: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") files.push(token.value);
    if (token.kind !== "option") continue;
    if (!Object.hasOwn(FLAGS, token.name)) problems.push(`${clip(token.rawName)}: there is no such flag; see --help`);
    else if (token.value === undefined) problems.push(`${token.rawName}: its value is missing`);
    else given.set(token.name, token.value);
  }
  const read = <N extends FlagName>(name: N): ValueOf<N> | undefined => {
    const flag: Flag<unknown> = FLAGS[name];
    const text = given.get(name) ?? flag.default;
    const value = text === undefined ? undefined : flag.read(text);
    if (text !== undefined && value === undefined)
      problems.push(`--${name}: must be ${flag.type}, not "${clip(text)}"`);
    return value as ValueOf<N> | undefined;
  };
  const plan: Plan = {
    url: read("url") ?? "",
    connections: read("connections") ?? 0,
    rate: read("rate") ?? 0,
    rampMs: read("ramp") ?? 0,
    durationMs: read("duration") ?? 0,
    maxOutstanding: read("max-outstanding") ?? 0,
    processes: read("processes") ?? 0,
  };
  const limits: Limits = { p99Ms: read("max-p99"), errors: read("max-errors") };
  const report = read("report");
  const [scenario, ...others] = files;
  if (scenario === undefined) problems.push("the scenario file is missing: volley-load <scenario.ts> [flags]");
  if (others.length > 0) problems.push(`${clip(others.join(" "))}: there can be one scenario file only`);
  if (plan.connections > 0 && plan.processes > plan.connections) problems.push("--processes: more than --connections");
  return problems.length > 0 || scenario === undefined ? { problems } : { scenario, plan, limits, report };
}

type ValueOf<N extends FlagName> = NonNullable<ReturnType<(typeof FLAGS)[N]["read"]>>;

function clip(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
