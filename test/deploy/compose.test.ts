import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT, readText, readYaml } from "./deploy-files.js";
import { imageEnv } from "./dockerfile.js";
import { readGiven } from "./server-config.js";

interface Service {
  readonly image: string;
  readonly build?: { readonly target: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly profiles?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly stop_grace_period?: string;
  readonly read_only?: boolean;
  readonly depends_on?: unknown;
}

const { services } = readYaml<{ services: Readonly<Record<string, Service>> }>("compose.yaml");
const all = Object.entries(services);
const built = (target: string) => all.filter(([, { build }]) => build?.target === target);
const servers = built("server");

/** Compose's own `${NAME:-default}`. */
const withDefaults = (env: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(env).map(([name, text]) => [name, text.replace(/\$\{\w+:-([^}]*)\}/g, "$1")]));
const configOf = ({ environment }: Service) =>
  readGiven({ env: { ...imageEnv("server"), ...withDefaults(environment) } });

describe("compose.yaml", () => {
  it("runs several servers, a game's frontends and backends, and all that looks at them", () => {
    expect(servers.length).toBe(2);
    const roles = built("duel").map(([, { environment }]) => environment?.["DUEL_ROLE"]);
    expect(roles.sort()).toEqual(["backend", "backend", "frontend", "frontend"]);
    expect(Object.keys(services)).toEqual(
      expect.arrayContaining(["redis", "proxy", "prometheus", "grafana", "otel-collector"]),
    );
  });

  it.each(servers)("gives %s settings that it takes", (_name, service) => {
    const config = configOf(service);
    expect(config).toMatchObject({
      guests: true,
      redisUrl: "redis://redis:6379",
      trustProxy: 1,
      metricsHost: "0.0.0.0",
    });
  });

  it.each(servers)("gives %s the time to drain and close", (_name, service) => {
    const { drainMs, closeMs } = configOf(service);
    expect(Number.parseInt(service.stop_grace_period ?? "", 10) * 1_000).toBeGreaterThanOrEqual(
      drainMs + closeMs + 10_000,
    );
  });

  it("has Prometheus ask each server, where it answers, for the alerts that there are", () => {
    const prometheus = readYaml<{
      rule_files: string[];
      scrape_configs: { static_configs: { targets: string[] }[] }[];
    }>("deploy/compose/prometheus.yaml");
    const targets = prometheus.scrape_configs.flatMap((each) => each.static_configs.flatMap(({ targets }) => targets));
    expect(targets).toEqual(servers.map(([name, service]) => `${name}:${configOf(service).metricsPort}`));
    const mounted = services["prometheus"]?.volumes?.map((volume) => volume.split(":")[1]);
    for (const file of prometheus.rule_files) expect(mounted).toContain(file);
  });

  it("sends traces where the collector listens, and on to where they can be seen", () => {
    const collector = readYaml<{
      receivers: { otlp: { protocols: { http: { endpoint: string } } } };
      exporters: { otlp: { endpoint: string } };
    }>("deploy/compose/otel-collector.yaml");
    const port = collector.receivers.otlp.protocols.http.endpoint.split(":")[1];
    for (const [, { environment }] of servers) {
      expect(environment?.["OTEL_EXPORTER_OTLP_ENDPOINT"]).toBe(`http://otel-collector:${port}`);
    }
    expect(Object.keys(services)).toContain(collector.exporters.otlp.endpoint.split(":")[0]);
  });

  it("mounts files that exist, and names services that there are", () => {
    const files = all.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(":")[0] ?? ""));
    expect(files.filter((file) => file.startsWith("./") && !existsSync(join(ROOT, file)))).toEqual([]);
    const addresses = ["proxy", "duel-proxy"].flatMap((name) => {
      const { FIRST = "", SECOND = "" } = services[name]?.environment ?? {};
      return [FIRST, SECOND].map((address) => address.split(":")[0]);
    });
    expect(new Set(addresses).size).toBe(4);
    expect(Object.keys(services)).toEqual(expect.arrayContaining(addresses));
  });

  it("opens ports to this machine only, and none of Redis or of metrics", () => {
    const ports = all.flatMap(([, { ports = [] }]) => ports);
    expect(ports.filter((port) => !port.startsWith("127.0.0.1:"))).toEqual([]);
    expect(services["redis"]?.ports).toBeUndefined();
    for (const [, { ports = [] }] of servers) expect(ports).toEqual([]);
  });

  it("keeps what Redis has, and lets it drop nothing", () => {
    const conf = readText("deploy/compose/redis.conf");
    expect(conf).toMatch(/^maxmemory-policy noeviction$/m);
    expect(conf).toMatch(/^appendonly yes$/m);
    expect(conf).toMatch(/^client-output-buffer-limit pubsub /m);
    expect(services["redis"]?.volumes).toContain("redis:/data");
  });

  it("has a proxy that keeps connections which are silent between two pings, and pins none to a server", () => {
    const conf = readText("deploy/compose/haproxy.cfg");
    expect(Number(conf.match(/timeout tunnel (\d+)s/)?.[1])).toBeGreaterThan(50);
    expect(conf).toContain("option forwardfor");
    expect(conf).not.toMatch(/stick-table|cookie|balance source/);
  });

  it("has that proxy ask whether a server takes clients, and notice in time that it doesn't", () => {
    const [, inter, fall] = /inter (\d+)s fall (\d+)/.exec(readText("deploy/compose/haproxy.cfg")) ?? [];
    for (const [, service] of servers) {
      const { metricsPort, drainWaitMs } = configOf(service);
      expect(services["proxy"]?.environment).toMatchObject({ CHECK_PATH: "/ready", CHECK_PORT: `${metricsPort}` });
      expect(Number(inter) * Number(fall) * 1_000).toBeLessThan(drainWaitMs);
    }
  });
});
