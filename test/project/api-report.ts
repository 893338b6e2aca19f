import { readdirSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";
import ts from "typescript";

/** An entry of a package that users import. */
export interface PublicEntry {
  /** The file of its report: "server-testing.d.ts". */
  readonly report: string;
  /** Its source, as a path from the repository's root. */
  readonly source: string;
}

/** Without a promise of compatibility: for Volley's own packages. */
const PRIVATE = ["./internal", "./socket.io", "./package.json"];

interface Manifest {
  readonly exports: Readonly<Record<string, { readonly "@volley/source": string }>>;
}

/** Lists the public entries of all packages, as the `exports` of their manifests have them. */
export function listPublicEntries(root: string): PublicEntry[] {
  return readdirSync(join(root, "packages")).flatMap((name) => {
    const manifest = readFileSync(join(root, "packages", name, "package.json"), "utf8");
    const { exports } = JSON.parse(manifest) as Manifest;
    return Object.entries(exports)
      .filter(([entry]) => !PRIVATE.includes(entry))
      .map(([entry, { "@volley/source": source }]) => ({
        report: `${[name, ...entry.split("/").slice(1)].join("-")}.d.ts`,
        source: join("packages", name, source),
      }));
  });
}

/**
 * Writes down, in one file, what an entry declares and whatever else of its package that needs. Everything is sorted by
 * name, so that moving code between files changes nothing.
 */
export async function reportEntry(root: string, { source }: PublicEntry): Promise<string> {
  const [folder = ""] = source.split("/src/", 1);
  const bundle = await rollup({
    input: join(root, source),
    external: (id) => !/^[./]/.test(id) && !isAbsolute(id),
    plugins: [dts({ tsconfig: join(root, folder, "tsconfig.json") })],
  });
  const { output } = await bundle.generate({ format: "es" });
  await bundle.close();
  return sortStatements(output[0].code);
}

/** Puts imports first and exports last; overloads keep their order. */
export function sortStatements(code: string): string {
  const file = ts.createSourceFile("report.d.ts", code, ts.ScriptTarget.Latest, true);
  const statements = file.statements.map((statement) => ({ key: keyOf(statement), text: textOf(statement, file) }));
  statements.sort((a, b) => compare(a.key, b.key));
  return statements.map(({ text }) => `${text}\n`).join("\n");
}

function keyOf(statement: ts.Statement): string {
  if (ts.isImportDeclaration(statement)) return `0 ${statement.moduleSpecifier.getText()}`;
  if (ts.isExportDeclaration(statement)) return `2 ${statement.moduleSpecifier?.getText() ?? ""}`;
  const declared = ts.isVariableStatement(statement) ? statement.declarationList.declarations[0] : statement;
  const name = declared === undefined ? undefined : ts.getNameOfDeclaration(declared as ts.Declaration);
  return `1 ${name?.getText() ?? ""}`;
}

/** The statement with its comment; the names of an import or export one a line, which reads well in a diff. */
function textOf(statement: ts.Statement, file: ts.SourceFile): string {
  const text = statement.getFullText(file).trim();
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return text;
  return text.replace(/\{([^}]*)\}/, (_, names: string) => {
    const lines = names.split(",").map((name) => `    ${name.trim()},\n`);
    return `{\n${lines.sort(compare).join("")}}`;
  });
}

/** By code units: the same on every machine. */
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
