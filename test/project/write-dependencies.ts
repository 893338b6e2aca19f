// `npm run dependencies`: writes docs/dependencies.md.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatDependencies } from "./dependencies.js";

const root = join(import.meta.dirname, "..", "..");
writeFileSync(join(root, "docs", "dependencies.md"), formatDependencies(root));
console.log("docs/dependencies.md");
