import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from "yaml";
import { CHART, readText } from "./deploy-files.js";

/** One value of the chart. */
interface ValueRow {
  /** Such as `image.tag`. */
  readonly path: string;
  readonly default: unknown;
  readonly help: string;
}

const START = "<!-- values -->\n\n";
const END = "\n<!-- /values -->";

/** Lists the chart's values. A comment above a key is what it is for; throws for a value without one. */
export function readValues(text: string): ValueRow[] {
  const { contents } = parseDocument(text);
  if (!isMap(contents)) throw new Error("the values are no map");
  return rowsOf(contents as YAMLMap, "");
}

function rowsOf(map: YAMLMap, prefix: string): ValueRow[] {
  return map.items.flatMap((pair, index) => {
    const path = `${prefix}${String(isScalar(pair.key) ? pair.key.value : pair.key)}`;
    // What stands above the first key of a map belongs to the map.
    const help = commentOf(pair) ?? (index === 0 ? map.commentBefore : undefined);
    const { value } = pair;
    if (help) return [{ path, help: oneLine(help), default: (pair.value as { toJSON(): unknown }).toJSON() }];
    if (!isMap(value) || value.items.length === 0) throw new Error(`values.yaml: say above ${path} what it is for`);
    return rowsOf(value as YAMLMap, `${path}.`);
  });
}

function commentOf({ key }: Pair): string | null | undefined {
  return isScalar(key) ? key.commentBefore : undefined;
}

function oneLine(comment: string): string {
  return comment.replace(/\s+/g, " ").trim();
}

/** Puts the table of all values between its marks. Throws for a page without them. */
export function withValuesTable(page: string): string {
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start < 0 || end < start) throw new Error("the chart's README has no marks for its table");
  const cells = readValues(readText(`${CHART}/values.yaml`)).map(({ path, help, default: value }) => [
    `\`${path}\``,
    `\`${JSON.stringify(value)}\``.replaceAll("|", "\\|"),
    help.replaceAll("|", "\\|"),
  ]);
  return `${page.slice(0, start)}${START}${alignedTable(["value", "default", "what for"], cells)}${page.slice(end)}`;
}

/** Writes a table as the formatter wants it: with columns of one width. */
function alignedTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? title).length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |\n`;
  return [head, widths.map((width) => "-".repeat(width)), ...rows].map(line).join("");
}
