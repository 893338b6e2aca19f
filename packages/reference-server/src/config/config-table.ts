import { configEntries, flagOf } from "./config-names.js";
import { shownDefault } from "./help-text.js";

/** Writes the table of all keys, in Markdown, for docs/reference-server.md. */
export function configTable(): string {
  const head = ["key", "flag", "variable", "type", "default", "what for"];
  const rows = configEntries().map(([name, key]) => [
    `\`${name}\``,
    key.secret ? "-" : `\`${flagOf(name)}\``,
    `\`${key.env}\``,
    key.type.replaceAll("*", "\\*").replaceAll("_,", "\\_,"),
    shownDefault(key) === "none" ? "none" : `\`${shownDefault(key)}\``,
    key.help,
  ]);
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
