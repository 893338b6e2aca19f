import { spawnSync } from "node:child_process";
import { run } from "./process.mjs";

const chart = "deploy/helm/volley";
const manifests = (...args) => ["--import", "tsx", "test/deploy/write-manifests.ts", ...args];

/** Writes the table of the chart's values and, by helm, deploy/kubernetes. Returns an exit code. */
export const writeManifests = () => run(process.execPath, manifests());

/**
 * What tools from outside say about deploy/; each is found on the PATH, or where the variable of its name says. One that
 * isn't there is told and counted nowhere: what can be held without it, test/deploy holds.
 */
const checks = [
  { what: "the chart by helm lint", tool: "helm", args: ["lint", "--strict", "--quiet", chart] },
  { what: "that deploy/kubernetes is what the chart makes", tool: "helm", command: manifests("--check") },
  {
    what: "the manifests by the schemas of Kubernetes",
    tool: "kubeconform",
    probe: ["-v"],
    args: ["-strict", "-summary", "-skip", "ServiceMonitor,PrometheusRule", "deploy/kubernetes/volley.yaml"],
    // It gets the schemas from the network.
    excuse: /could not find schema|failed downloading|no such host|dial tcp|connection refused/,
  },
  {
    what: "the alerts by promtool",
    tool: "promtool",
    probe: ["--version"],
    args: ["check", "rules", "deploy/prometheus/volley-rules.yaml"],
  },
  {
    what: "the configuration of Prometheus by promtool",
    tool: "promtool",
    probe: ["--version"],
    args: ["check", "config", "--syntax-only", "deploy/compose/prometheus.yaml"],
  },
];

/** Checks deploy/ with what is there, and counts: `{ passed, failed, skipped }`. */
export function checkDeploy() {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { what, tool, probe = ["version"], args, command, excuse } of checks) {
    const path = process.env[tool.toUpperCase()] || tool;
    if (spawnSync(path, probe, { timeout: 20_000 }).status !== 0) {
      console.log(`Not checked: ${what}, as there is no ${tool}.`);
      continue;
    }
    const [executable, rest] = command ? [process.execPath, command] : [path, args];
    const { status, stdout, stderr } = spawnSync(executable, rest, { encoding: "utf8", timeout: 120_000 });
    const printed = `${stdout}${stderr}`;
    if (status === 0) counts.passed++;
    else if (excuse?.test(printed)) console.log(`Not checked: ${what}, as they can't be had.`);
    else {
      counts.failed++;
      console.log(`Failed: ${what}.\n${printed}`);
    }
  }
  return counts;
}
