import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { CHART, listFiles, MANIFEST_VALUES, ROOT, readText } from "./deploy-files.js";

/** The objects that the Prometheus operator knows, and a cluster without it refuses. */
const OF_OPERATOR = "apiVersion: monitoring.coreos.com/";

/** What the manifests are made of: they carry it, so that it shows without helm when they are old. */
export function chartDigest(): string {
  const hash = createHash("sha256");
  for (const path of [...listFiles(CHART).filter((file) => !file.endsWith("README.md")), MANIFEST_VALUES]) {
    hash.update(`${path}\0${readText(path)}\0`);
  }
  return hash.digest("hex");
}

/** Renders the plain manifests by this helm: the texts by their paths. Throws what helm says is wrong. */
export function renderManifests(helm: string): Map<string, string> {
  const args = ["template", "volley", CHART, "--values", MANIFEST_VALUES, "--kube-version", "1.31.0"];
  const rendered = execFileSync(helm, args, { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  // Nothing here is helm's any more.
  const plain = rendered.replace(/^ *(app\.kubernetes\.io\/managed-by|helm\.sh\/chart): .*\n/gm, "");
  const documents = plain.split(/^---\n/m).filter((document) => document.trim() !== "");
  const of = (operator: boolean): string =>
    documents.filter((document) => document.includes(OF_OPERATOR) === operator).join("---\n");
  return new Map([
    ["deploy/kubernetes/volley.yaml", `${header()}${of(false)}`],
    ["deploy/kubernetes/monitoring.yaml", `${header()}${of(true)}`],
  ]);
}

/** Gives a Chart.yaml the version of the server, which is the tag of its image, too. */
export function withServerVersion(chart: string): string {
  const { version } = JSON.parse(readText("packages/reference-server/package.json")) as { version: string };
  return chart
    .replace(/^version: .*$/m, `version: ${version}`)
    .replace(/^appVersion: .*$/m, `appVersion: "${version}"`);
}

/** The first lines of a manifest. */
export function header(): string {
  return `# Written by \`npm run manifests\` from ${CHART} and ${MANIFEST_VALUES}.\n# ${chartDigest()}\n`;
}
