import { readText } from "./deploy-files.js";

/** One instruction of the Dockerfile, its continued lines put together. */
export interface Instruction {
  /** The stage that it is in: "server". */
  readonly stage: string;
  /** "COPY". */
  readonly name: string;
  readonly text: string;
}

/** Reads the Dockerfile: all instructions, each with its stage. */
export function readDockerfile(): Instruction[] {
  const lines = readText("Dockerfile")
    .replace(/^#.*\n/gm, "")
    .replaceAll("\\\n", " ")
    .split("\n")
    .filter((line) => line.trim() !== "");
  let stage = "";
  return lines.map((line) => {
    const [, name = "", text = ""] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === "FROM") stage = / AS (\S+)$/.exec(text)?.[1] ?? "";
    return { stage, name, text };
  });
}

/** The environment of an image. */
export function imageEnv(stage: string): Record<string, string> {
  const pairs = readDockerfile()
    .filter((instruction) => instruction.stage === stage && instruction.name === "ENV")
    .flatMap(({ text }) => text.split(/\s+/).map((pair) => pair.split("=", 2) as [string, string]));
  return Object.fromEntries(pairs);
}
