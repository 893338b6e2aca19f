import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";

/** The repository's root. */
export const ROOT = join(import.meta.dirname, "..", "..");
/** The chart, from there. */
export const CHART = "deploy/helm/volley";
/** What deploy/kubernetes is rendered with, from there. */
export const MANIFEST_VALUES = "deploy/kubernetes/values.yaml";

/** Reads a file of the repository. */
export function readText(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** Reads a YAML file of the repository as what the caller takes it for. */
export function readYaml<T>(path: string): T {
  return parse(readText(path), { merge: true }) as T;
}

/** Reads all documents of a YAML file of the repository. Throws for one that isn't YAML. */
export function readDocuments<T>(path: string): T[] {
  return parseAllDocuments(readText(path)).map((document) => {
    if (document.errors[0] !== undefined) throw document.errors[0];
    return document.toJS() as T;
  });
}

/** Lists the files below a folder of the repository, from the root, in the order of their names. */
export function listFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? listFiles(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]))
    .sort();
}
