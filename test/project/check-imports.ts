import type { ImportGraph } from "./import-graph.js";
import type { Floors } from "./parse-floors.js";

/** Lists the cycles of imports between files, as `a -> b -> a`. */
export function findCycles(graph: ImportGraph): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
    else if (!done.has(file)) {
      for (const imported of graph.get(file) ?? []) visit(imported, [...path, file]);
      done.add(file);
    }
  };
  for (const file of graph.keys()) visit(file, []);
  return cycles;
}

/** Lists the imports within a package that neither stay in their folder nor go to a lower floor. */
export function findUpwardImports(graph: ImportGraph, floors: Floors): string[] {
  return findImports(graph, (from, imported) => {
    const to = placeOf(imported);
    if (to?.package !== from.package || to.folder === from.folder) return false;
    return levelOf(to, floors) >= levelOf(from, floors);
  });
}

/** Lists the folders that no floor names, and those that floors name but that have no file. */
export function findUnplacedFolders(graph: ImportGraph, floors: Floors): string[] {
  const places = [...graph.keys()].map(placeOf).filter((place) => place !== undefined);
  const unlisted = places.filter((place) => levelOf(place, floors) < 0).map(nameOf);
  const existing = new Set(places.map(nameOf));
  const listed = [...floors].flatMap(([name, rows]) => rows.flat().map((folder) => nameOf({ package: name, folder })));
  const empty = listed.filter((name) => !existing.has(name));
  return [...new Set(unlisted), ...empty];
}

/** What of this workspace a package may import; `package/folder` goes before `package`. */
const neighbours: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  client: ["protocol"],
  server: ["protocol"],
  "server/testing": ["protocol", "client"],
  "reference-server": ["protocol", "client", "server"],
  "reference-server/contract": ["protocol"],
  load: ["protocol", "client"],
};

/** Lists the imports of another package of the workspace that aren't allowed, and those that bypass its exports. */
export function findForeignImports(graph: ImportGraph): string[] {
  return findImports(graph, (from, imported) => {
    const to = placeOf(imported);
    if (to !== undefined) return to.package !== from.package;
    const name = /^@volley\/([^/]+)/.exec(imported)?.[1];
    const allowed = neighbours[nameOf(from)] ?? neighbours[from.package] ?? [];
    return name !== undefined && !allowed.includes(name);
  });
}

/** Lists the files that import a package, by its name or a subpath of it. */
export function findImporters(graph: ImportGraph, name: string): string[] {
  const files = [...graph].filter(([, imports]) => imports.some((it) => it === name || it.startsWith(`${name}/`)));
  return files.map(([file]) => file);
}

/** Where a file stands: the package and the first folder under its src (`.`: none). */
interface Place {
  readonly package: string;
  readonly folder: string;
}

function placeOf(path: string): Place | undefined {
  const match = /^packages\/([^/]+)\/src\/(?:([^/]+)\/)?/.exec(path);
  return match?.[1] === undefined ? undefined : { package: match[1], folder: match[2] ?? "." };
}

const nameOf = (place: Place): string => `${place.package}/${place.folder}`;

const levelOf = (place: Place, floors: Floors): number =>
  (floors.get(place.package) ?? []).findIndex((floor) => floor.includes(place.folder));

function findImports(graph: ImportGraph, isWrong: (from: Place, imported: string) => boolean): string[] {
  return [...graph].flatMap(([file, imports]) => {
    const from = placeOf(file);
    const wrong = from === undefined ? [] : imports.filter((imported) => isWrong(from, imported));
    return wrong.map((imported) => `${file} -> ${imported}`);
  });
}
