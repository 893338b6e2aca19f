// `npm run manifests`: writes the chart's version, the table of its values, and the plain manifests. With --check it only
// looks whether the manifests are what helm makes now.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CHART, ROOT, readText } from "./deploy-files.js";
import { renderManifests, withServerVersion } from "./render-manifests.js";
import { withValuesTable } from "./values-table.js";

const helm = process.env["HELM"] || "helm";

function write(path: string, text: string): void {
  writeFileSync(join(ROOT, path), text);
  console.log(path);
}

if (process.argv.includes("--check")) {
  for (const [path, text] of renderManifests(helm)) {
    if (readText(path) === text) continue;
    console.error(`${path} is not what ${CHART} makes: run \`npm run manifests\`.`);
    process.exitCode = 1;
  }
} else {
  const [chart, readme] = [`${CHART}/Chart.yaml`, `${CHART}/README.md`];
  write(chart, withServerVersion(readText(chart)));
  write(readme, withValuesTable(readText(readme)));
  if (spawnSync(helm, ["version"]).status === 0) for (const [path, text] of renderManifests(helm)) write(path, text);
  else {
    console.error("deploy/kubernetes stays as it is: there is no helm on the PATH, nor where HELM says.");
    process.exitCode = 1;
  }
}
