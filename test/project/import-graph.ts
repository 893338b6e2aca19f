import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative, sep } from "node:path";
import ts from "typescript";

/** What each file imports, types included: paths from the repository's root, or the names of packages. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** Lists the TypeScript files under a folder, as paths from `root` with forward slashes. */
export function listSources(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((file) => !/(^|\/)(node_modules|dist[^/]*)\//.test(file))
    .sort();
}

/** Tells a file that ships from a test or the fixture of one. */
export const isShipped = (file: string): boolean => !/\.(test|test-d|fixture)\.tsx?$/.test(file);

/** Reads the imports of files. */
export function readImports(root: string, files: readonly string[]): ImportGraph {
  return new Map(files.map((file) => [file, importsOf(file, readFileSync(join(root, file), "utf8"))]));
}

/** Lists what one source text imports, exports from, or names in `import("...")`, as value or as type. */
export function importsOf(file: string, text: string): string[] {
  const specifiers = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  return specifiers.map((specifier) => (specifier.startsWith(".") ? sourceOf(file, specifier) : specifier));
}

function sourceOf(file: string, specifier: string): string {
  const path = normalize(join(dirname(file), specifier))
    .split(sep)
    .join("/");
  return path.replace(/\.js$/, ".ts");
}
