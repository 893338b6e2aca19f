import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { ROOT, readText } from "./deploy-files.js";
import { imageEnv, readDockerfile } from "./dockerfile.js";
import { readGiven } from "./server-config.js";

const instructions = readDockerfile();
const of = (stage: string, name: string) =>
  instructions.filter((each) => each.stage === stage && each.name === name).map(({ text }) => text);
const sources = instructions
  .filter(({ name, text }) => name === "COPY" && !text.startsWith("--from"))
  .flatMap(({ text }) => text.split(/\s+/).slice(0, -1));

describe("the Dockerfile", () => {
  it("copies files that there are, and .dockerignore lets in no others", () => {
    expect(sources.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const rules = readText(".dockerignore").split("\n");
    expect(rules.find((rule) => rule !== "" && !rule.startsWith("#"))).toBe("*");
    const allowed = rules.filter((rule) => rule.startsWith("!")).map((rule) => rule.slice(1));
    expect(allowed.sort()).toEqual([...sources].sort());
    expect(rules).toEqual(expect.arrayContaining(["**/node_modules", "**/dist", "**/.*"]));
  });

  it("takes from stages that come before", () => {
    const stages = instructions.filter(({ name }) => name === "FROM").map(({ stage }) => stage);
    const from = instructions.flatMap(({ stage, text }) => {
      const source = /--from=(\S+)/.exec(text)?.[1];
      return source === undefined ? [] : [{ stage, source }];
    });
    expect(from.length).toBe(2);
    for (const { stage, source } of from) {
      expect(stages.indexOf(source)).toBeGreaterThanOrEqual(0);
      expect(stages.indexOf(source)).toBeLessThan(stages.indexOf(stage));
    }
    expect(stages.at(-1)).toBe("server");
  });

  it.each(["server", "duel"])("makes an image that runs without root and ends at SIGTERM: %s", (stage) => {
    expect(of(stage, "USER")).toEqual(["1000:1000"]);
    expect(of(stage, "STOPSIGNAL")).toEqual(["SIGTERM"]);
    // Not through a shell, which would keep the signal for itself.
    const [command = "", script = ""] = JSON.parse(of(stage, "ENTRYPOINT")[0] ?? "[]") as string[];
    expect(command).toBe("node");
    expect(script).toMatch(/^(bin|dist)\/.*\.js$/);
  });

  it("gives the server settings that it takes, and a port for who looks after it", () => {
    const config = readGiven({ env: { ...imageEnv("server"), VOLLEY_GUESTS: "true" } });
    expect(of("server", "EXPOSE")).toEqual([`${config.port} ${config.metricsPort}`]);
    expect(config.metricsHost).toBe("0.0.0.0");
  });

  it("tells a server that answers from one that doesn't", { timeout: 30_000 }, async () => {
    const [command = ""] = of("server", "HEALTHCHECK").map((text) => text.slice(text.indexOf("CMD ") + 4));
    const [node = "", ...args] = JSON.parse(command) as string[];
    expect(node).toBe("node");
    const paths: (string | undefined)[] = [];
    const statuses = [200, 503];
    const server = createServer(({ url }, response) => {
      paths.push(url);
      response.writeHead(statuses.shift() ?? 500).end();
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const env = { ...process.env, VOLLEY_METRICS_PORT: `${(server.address() as AddressInfo).port}` };
    const ask = () =>
      promisify(execFile)(process.execPath, args, { env }).then(
        () => 0,
        ({ code }: { code: number }) => code,
      );
    expect([await ask(), await ask()]).toEqual([0, 1]);
    expect(paths).toEqual(["/live", "/live"]);
    server.close();
    server.closeAllConnections();
    expect(await ask()).toBe(1);
  });

  it("uses a Node that Volley is tested with, and the pnpm that is pinned", () => {
    const [, major] = /^ARG NODE=(\d+)-/m.exec(readText("Dockerfile")) ?? [];
    expect(["22", "24", "26"]).toContain(major);
    expect(of("packages", "RUN").join()).toContain("packageManager");
  });
});
