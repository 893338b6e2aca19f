// `npm run api`: writes the report of each public entry to api/, in the place of what is there.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listPublicEntries, reportEntry } from "./api-report.js";

const root = join(import.meta.dirname, "..", "..");
const folder = join(root, "api");

const reports = await Promise.all(
  listPublicEntries(root).map(async (entry) => ({ name: entry.report, text: await reportEntry(root, entry) })),
);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const { name, text } of reports) {
  writeFileSync(join(folder, name), text);
  console.log(`api/${name}`);
}
