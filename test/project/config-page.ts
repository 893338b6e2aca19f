import { configTable } from "../../packages/reference-server/src/config/config-table.js";

const START = "<!-- config -->\n\n";
const END = "\n\n<!-- /config -->";

/** Puts the table of all configuration keys between its marks. Throws for a page without them. */
export function withConfigTable(page: string): string {
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start < 0 || end < start) throw new Error("docs/reference-server.md has no marks for its table");
  return page.slice(0, start) + START + configTable() + page.slice(end);
}
