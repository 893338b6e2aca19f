import { readBlocks } from "./markdown.js";
import type { Page } from "./pages.js";

/**
 * What the code blocks of a page say about themselves (CONTRIBUTING.md, "Documentation"):
 *
 *     ```ts file=server.ts       a part of that file; parts of one page and file are put together in their order
 *     ```ts                      a file of its own
 *     ```ts file=main.ts run     the file is run, and has to end well
 *     ```text output=main.ts     all that the file prints when it is run
 */
export interface Snippets {
  /** The texts of the files by their names. */
  readonly files: ReadonlyMap<string, string>;
  /** What is run, in this order. */
  readonly runs: readonly Run[];
}

/** A file to run. */
export interface Run {
  readonly file: string;
  /** What it prints, if the page says so. */
  readonly output: string | undefined;
}

const CODE = ["ts", "tsx", "js", "html", "json"];
const COMPILED = ["ts", "tsx"];
const FILE = /^[a-z][a-z0-9.-]*\.([a-z]+)$/;

/** Collects the files that the blocks of a page make. Throws for a block that says something else than the above. */
export function collectSnippets({ path, markdown }: Page): Snippets {
  const files = new Map<string, string>();
  const outputs = new Map<string, string>();
  const running = new Set<string>();
  for (const { language, info, line, text } of readBlocks(markdown)) {
    const check = (fine: boolean, why: string): void => {
      if (!fine) throw new Error(`${path}:${line}: ${why}`);
    };
    const { file, output, run, ...others } = Object.fromEntries(info) as Record<string, string | undefined>;
    check(Object.keys(others).length === 0, `unknown words in the info string: ${Object.keys(others).join(", ")}`);
    if (output !== undefined) {
      check(language === "text" && !outputs.has(output), "an output is text, and each file has one");
      outputs.set(output, text);
    } else if (file !== undefined || COMPILED.includes(language)) {
      const name = file ?? `line-${line}.${language}`;
      check(
        CODE.includes(language) && FILE.exec(name)?.[1] === language,
        `"${name}" doesn't name a file of ${language}`,
      );
      files.set(name, [files.get(name), text].filter((part) => part !== undefined).join("\n"));
      if (run !== undefined) running.add(name);
    } else check(run === undefined, "only a file can be run");
  }
  for (const file of outputs.keys()) if (!running.has(file)) throw new Error(`${path}: ${file} prints, but isn't run`);
  return { files, runs: [...running].map((file) => ({ file, output: outputs.get(file) })) };
}

/** Lists the scripts that are not run, and that nothing which is run imports. */
export function findIdle({ files, runs }: Snippets): string[] {
  const scripts = [...files.keys()].filter((name) => /\.(js|tsx?)$/.test(name));
  const busy = new Set(runs.map(({ file }) => file));
  // A set's loop also visits what is added on the way.
  for (const name of busy) {
    const text = files.get(name) ?? "";
    for (const other of scripts) if (imports(text, other)) busy.add(other);
  }
  return scripts.filter((name) => !busy.has(name));
}

function imports(text: string, file: string): boolean {
  return text.includes(`./${file.replace(/\.tsx?$/, ".js")}`);
}
