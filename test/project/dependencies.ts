import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/** A package that users install with ours. */
export interface Dependency {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** Which packages ask for it. */
  readonly askedBy: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string | { readonly type: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** Lists all that comes with our packages, by name and version: what they ask for, and what that asks for. */
export function listDependencies(root: string): readonly Dependency[] {
  const found = new Map<string, { readonly manifest: Manifest; readonly askedBy: Set<string> }>();
  const follow = (folder: string): void => {
    const { name: asker, dependencies = {} } = readManifest(folder);
    for (const name of Object.keys(dependencies).filter(isForeign)) {
      const place = find(folder, name);
      const manifest = readManifest(place);
      const id = `${name}@${manifest.version}`;
      const known = found.get(id);
      known?.askedBy.add(asker);
      if (known !== undefined) continue;
      found.set(id, { manifest, askedBy: new Set([asker]) });
      follow(place);
    }
  };
  for (const folder of packageFolders(root)) follow(folder);
  return [...found.values()]
    .map(({ manifest: { name, version, license }, askedBy }) => ({
      ...{ name, version, askedBy: [...askedBy].sort() },
      license: typeof license === "object" ? license.type : (license ?? "unknown"),
    }))
    .sort((a, b) => compare(`${a.name}@${a.version}`, `${b.name}@${b.version}`));
}

/** Writes the page. */
export function formatDependencies(root: string): string {
  const rows = listDependencies(root).map(({ name, version, license, askedBy }) => [
    name,
    version,
    license,
    askedBy.join(", "),
  ]);
  const peers = packageFolders(root).flatMap((folder) => {
    const { name: asker, peerDependencies = {} } = readManifest(folder);
    return Object.entries(peerDependencies)
      .filter(([name]) => isForeign(name))
      .map(([name, range]) => [name, range, asker]);
  });
  return [
    "# Dependencies and their licences",
    "What users install with Volley's packages. Made by `npm run dependencies`; a test holds that it is current.",
    table(["package", "version", "licence", "asked for by"], rows),
    "## Only if you use them",
    "Peers, which an app brings along when it uses the entry that needs them.",
    table(["package", "versions", "for"], peers),
  ]
    .join("\n\n")
    .concat("\n");
}

function packageFolders(root: string): readonly string[] {
  return readdirSync(join(root, "packages"))
    .sort()
    .map((name) => join(root, "packages", name));
}

function isForeign(name: string): boolean {
  return !name.startsWith("@volley/");
}

/** As Node looks for it: in the folders above. `exports` may hide a package.json from `require`. */
function find(from: string, name: string): string {
  for (let folder = realpathSync(from); folder !== dirname(folder); folder = dirname(folder)) {
    const place = join(folder, "node_modules", name);
    if (existsSync(join(place, "package.json"))) return realpathSync(place);
  }
  throw new Error(`${name}, which ${from} asks for, isn't installed`);
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/** With columns as wide as they have to be, as formatters would have it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** By code units: the same on every machine. */
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
