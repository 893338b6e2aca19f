import { describe, expect, it } from "vitest";
import { readDocuments, readText, readYaml } from "./deploy-files.js";
import type { KubeObject } from "./kubernetes.js";
import { header } from "./render-manifests.js";
import { readGiven } from "./server-config.js";

const objects = readDocuments<KubeObject>("deploy/kubernetes/volley.yaml");
const monitoring = readDocuments<KubeObject>("deploy/kubernetes/monitoring.yaml");

function the(kind: string, among = objects): KubeObject {
  const found = among.filter((object) => object.kind === kind);
  if (found[0] === undefined) throw new Error(`the manifests have no ${kind}`);
  return found[0];
}

const deployment = the("Deployment").spec;
const pod = deployment.template.spec;
const [container] = pod.containers;
if (container === undefined) throw new Error("the Pods have no container");
const env = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
const SECRET = "x".repeat(32);
// The Secret that the operator makes, and what the chart gives: as the server reads them.
const config = readGiven({
  env: { ...env, REDIS_URL: "rediss://redis.internal:6379", VOLLEY_JWT_SECRET: SECRET },
  file: the("ConfigMap").data?.["volley.json"] ?? "",
});
const labels = deployment.template.metadata.labels;
const selects = (selector: Readonly<Record<string, unknown>>, whom = labels): boolean =>
  Object.entries(selector).every(([name, value]) => whom[name] === value);

describe("the plain manifests", () => {
  it.each(["volley", "monitoring"])("are made of the chart as it is: %s.yaml", (name) => {
    const text = readText(`deploy/kubernetes/${name}.yaml`);
    expect(text.startsWith(header()), "run `npm run manifests`, which needs helm").toBe(true);
    expect(text).not.toMatch(/helm\.sh|Helm/);
  });

  it("have what a game needs, and a cluster without the operator of Prometheus takes", () => {
    expect(objects.map(({ kind }) => kind).sort()).toEqual(
      ["ConfigMap", "Deployment", "HorizontalPodAutoscaler", "Ingress", "NetworkPolicy"].concat([
        "PodDisruptionBudget",
        "Service",
        "Service",
        "ServiceAccount",
      ]),
    );
    expect(monitoring.map(({ kind }) => kind).sort()).toEqual(["PrometheusRule", "ServiceMonitor"]);
  });
});

describe("a Pod of the chart", () => {
  it("gives the server settings that it takes, and listens where they say", () => {
    expect(config.redisUrl).toBeDefined();
    expect(config.metricsHost).toBe("0.0.0.0");
    expect(Object.fromEntries(container.ports.map(({ name, containerPort }) => [name, containerPort]))).toEqual({
      http: config.port,
      metrics: config.metricsPort,
    });
  });

  it("is asked for its health where the server tells it", () => {
    const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe];
    expect(probes.map(({ httpGet }) => httpGet)).toEqual([
      { path: "/startup", port: "metrics" },
      { path: "/live", port: "metrics" },
      { path: "/ready", port: "metrics" },
    ]);
  });

  it("has the time to drain and close before it is killed", () => {
    const preStopSeconds = Number(container.lifecycle.preStop.exec.command[1]);
    const needed = preStopSeconds + (config.drainMs + config.closeMs) / 1_000;
    expect(config.drainWaitMs).toBeGreaterThan(0);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(needed + 10);
  });

  it("is replaced by another one before it goes", () => {
    expect(deployment.strategy.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 });
  });

  it("may do nothing that a server needn't", () => {
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("holds no secret: those are in a Secret that somebody else made", () => {
    const text = readText("deploy/kubernetes/volley.yaml");
    expect(text).not.toMatch(/kind: Secret\b|JWT_SECRET|REDIS_URL|GUEST_SECRET/);
    expect(text).toContain("secretRef");
  });
});

describe("what stands around the Pods", () => {
  it("means them", () => {
    const name = the("Deployment").metadata.name;
    expect(the("HorizontalPodAutoscaler").spec.scaleTargetRef.name).toBe(name);
    for (const kind of ["PodDisruptionBudget", "Deployment"]) {
      expect(selects(the(kind).spec.selector.matchLabels ?? { none: "" }), kind).toBe(true);
    }
    expect(selects(the("NetworkPolicy").spec.podSelector.matchLabels)).toBe(true);
    const services = objects.filter(({ kind }) => kind === "Service");
    for (const { spec } of services) expect(selects(spec.selector)).toBe(true);
    const scraped = the("ServiceMonitor", monitoring).spec.selector.matchLabels ?? { none: "" };
    expect(services.filter((each) => selects(scraped, each.metadata.labels)).map((each) => each.metadata.name)).toEqual(
      ["volley-metrics"],
    );
    const [path] = the("Ingress").spec.rules[0]?.http.paths ?? [];
    expect(services.map((each) => each.metadata.name)).toContain(path?.backend.service.name);
  });

  it("lets clients, Prometheus and nobody else in, and the Pods to Redis", () => {
    const { ingress, egress } = the("NetworkPolicy").spec;
    const portsOf = (rules: typeof ingress) => rules.flatMap(({ ports }) => ports.map(({ port }) => port));
    expect(portsOf(ingress)).toEqual([config.port, config.metricsPort]);
    expect(portsOf(egress)).toEqual([53, 53, 6379]);
  });

  it("leaves connections open for longer than clients are silent, and pins none to a Pod", () => {
    const annotations = the("Ingress").metadata.annotations ?? {};
    const silentSeconds = 15 + 10; // a ping, and the time for its answer
    for (const way of ["read", "send"]) {
      const seconds = Number(annotations[`nginx.ingress.kubernetes.io/proxy-${way}-timeout`]);
      expect(seconds, way).toBeGreaterThan(2 * silentSeconds);
    }
    expect(JSON.stringify(annotations)).not.toContain("affinity");
    expect(config.trustProxy).toBe(1);
  });

  it("has the alerts of deploy/prometheus", () => {
    const rules = readYaml<{ groups: unknown }>("deploy/prometheus/volley-rules.yaml");
    expect(the("PrometheusRule", monitoring).spec.groups).toEqual(rules.groups);
  });
});
