import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** A Markdown file of the repository. */
export interface Page {
  /** Its path from the repository's root, with forward slashes. */
  readonly path: string;
  readonly markdown: string;
}

/** Reads every Markdown file under a folder but what is installed, built or hidden. */
export function readPages(root: string, folder = root): Page[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (/^(node_modules|dist|test-artifacts|\..*)$/.test(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return readPages(root, path);
    if (!entry.name.endsWith(".md")) return [];
    return [{ path: relative(root, path).split(sep).join("/"), markdown: readFileSync(path, "utf8") }];
  });
}
