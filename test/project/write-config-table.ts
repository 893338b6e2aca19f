// `npm run config:docs`: writes the table of docs/reference-server.md.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withConfigTable } from "./config-page.js";

const page = join(import.meta.dirname, "..", "..", "docs", "reference-server.md");
writeFileSync(page, withConfigTable(readFileSync(page, "utf8")));
console.log("docs/reference-server.md");
