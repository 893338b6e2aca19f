import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startChat } from "../support/chat.js";
import { freePort } from "../support/redis-server.js";
import { startTcpProxy } from "../support/tcp-proxy.js";
import { until } from "../support/until.js";
import { runVolleyLoad } from "../support/volley-load.js";

const chatScenario = join(import.meta.dirname, "../support/load/chat-scenario.ts");
const patience = { timeout: 120_000 };

/** A folder inside `test`, so that imports find its packages. */
function scratch(): string {
  const cache = join(import.meta.dirname, "../.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "load-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function startServer(): Promise<string> {
  const { server, url } = await startChat();
  onTestFinished(() => server.close());
  return url;
}

describe("volley-load", patience, () => {
  it("makes load from two processes, and reports all of it", async () => {
    const [url, folder] = [await startServer(), join(scratch(), "out")];
    const flags = ["--url", url, "--connections=20", "--ramp=2s", "--rate=100", "--duration=2s", "--processes=2"];
    const load = runVolleyLoad([chatScenario, ...flags, "--report", folder, "--max-errors=90%"]);
    expect(await load.ended(), load.printed().stderr).toBe(0);

    const report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
    const { messages, steps, pushes, connections, timeline } = report;
    // The clock decides how many are due, not the server.
    expect(messages.sent + messages.notSent).toBe(200);
    const byName = Object.fromEntries(steps.map((step: { name: string }) => [step.name, step]));
    expect(Object.keys(byName)).toEqual(["room.say", "room.wave", "full", "out and in"]);
    expect(byName["room.say"].answered).toBeGreaterThan(0);
    expect(byName["room.say"].latency.count).toBe(byName["room.say"].sent);
    expect(byName["room.wave"]).toMatchObject({ answered: 0, failed: 0, latency: null });
    expect(byName["full"].errors).toEqual([{ code: "FULL", count: byName["full"].sent, example: expect.any(String) }]);
    expect(byName["out and in"].failed).toBe(0);
    expect(pushes[0].latency.count).toBe(pushes[0].received);
    expect(pushes[0].received).toBeGreaterThan(byName["room.say"].answered);
    expect(connections).toMatchObject({
      opened: 20,
      connected: 20,
      reconnected: 0,
      failures: [],
      losses: [],
      setups: [],
    });
    expect(Math.max(...timeline.map(({ connected }: { connected: number }) => connected))).toBe(20);

    const { stdout } = load.printed();
    expect(stdout).toMatch(/^0:01 {2}\d+\/20 connected/);
    expect(stdout).toContain("--max-errors 90 %:");
    const html = readFileSync(join(folder, "report.html"), "utf8");
    expect(html).toContain("Latency by percentile");
    expect(html).toContain("out and in");
  });

  it("ends early at Ctrl-C, and reports all the same; a limit that is exceeded is its exit code", async () => {
    const [url, folder] = [await startServer(), scratch()];
    const flags = ["--url", url, "--connections=4", "--ramp=100ms", "--rate=50", "--duration=1h", "--max-p99=0.001ms"];
    const load = runVolleyLoad([chatScenario, ...flags, "--report", folder]);
    await until(() => load.printed().stdout.includes("0:03"), "it has run for a while", 60_000);
    load.process.kill("SIGINT");
    expect(await load.ended()).toBe(1);
    const report = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
    expect(report.endedBy).toBe("signal");
    expect(report.messages.sent).toBeGreaterThan(0);
    expect(report.limits).toMatchObject([{ flag: "--max-p99", passed: false }]);
    expect(load.printed().stdout).toContain("warning: the run was ended early");
  });

  it("tells what it could not connect to, and that nothing was sent", async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const flags = ["--url", url, "--connections=2", "--ramp=0ms", "--rate=10", "--duration=1s", "--max-errors=5%"];
    const load = runVolleyLoad([chatScenario, ...flags]);
    expect(await load.ended()).toBe(1);
    const { stdout } = load.printed();
    expect(stdout).toMatch(/connecting: \w+ \d+ times/);
    expect(stdout).toContain("connected   0 of 2");
    expect(stdout).toContain("--max-errors 5 %: 100 %, failed");
  });

  it("counts connections that are lost and come back, and the sessions that go on", async () => {
    const { port } = new URL(await startServer());
    const proxy = await startTcpProxy(Number(port));
    onTestFinished(() => proxy.close());
    const folder = scratch();
    const flags = ["--connections=4", "--ramp=100ms", "--rate=20", "--duration=1h", "--report", folder];
    const load = runVolleyLoad([chatScenario, "--url", `http://127.0.0.1:${proxy.port}`, ...flags]);
    const connected = (): number => Number(/(\d)\/4 connected.*\n$/.exec(load.printed().stdout)?.[1] ?? 0);
    await until(() => connected() === 4, "all are connected", 60_000);
    const shown = load.printed().stdout.length;
    for (const connection of [...proxy.connections]) connection.cut();
    const since = (): string => load.printed().stdout.slice(shown);
    await until(() => /4\/4 connected/.test(since()) && proxy.connections.length === 4, "all are back", 60_000);
    load.process.kill("SIGINT");
    await load.ended();
    const { connections } = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
    expect(connections).toMatchObject({ opened: 4, connected: 4, reconnected: 4, resumed: 4 });
    expect(connections.losses).toEqual([{ code: "DISCONNECTED", count: 4, example: expect.any(String) }]);
  });

  it("takes scenarios of a CommonJS package, and in JavaScript, too", async () => {
    const folder = scratch();
    writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }');
    const lines = (contract: string) => [
      `import { defineContract } from "@volley/protocol";`,
      `import { defineScenario } from "@volley/load";`,
      `${contract};`,
      `export default defineScenario(contract, {});`,
    ];
    writeFileSync(join(folder, "load.ts"), lines("const contract = defineContract({ routes: {} as {} })").join("\n"));
    writeFileSync(join(folder, "load.mjs"), lines("const contract = defineContract({ routes: {} })").join("\n"));
    const flags = ["--url", await startServer(), "--connections=1", "--ramp=0ms", "--duration=1s"];
    for (const name of ["load.ts", "load.mjs"]) {
      const load = runVolleyLoad([join(folder, name), ...flags]);
      expect(await load.ended(), load.printed().stderr + load.printed().stdout).toBe(0);
    }
  });
});

describe("what volley-load can't use", patience, () => {
  const failing = async (...args: string[]) => {
    const load = runVolleyLoad(args);
    expect(await load.ended()).toBe(2);
    return load.printed().stdout + load.printed().stderr;
  };

  it("is named: flags, files, scenarios", async () => {
    const folder = scratch();
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const printed = await Promise.all([
      failing("--rtae=5", "--duration=soon"),
      failing(join(folder, "missing.ts")),
      failing(file("other.ts", "export default { steps: [] };")),
      failing(file("broken.ts", 'throw new Error("no such table");')),
    ]);
    expect(printed[0]).toContain("--rtae: there is no such flag");
    expect(printed[0]).toContain("--duration: must be a time");
    expect(printed[1]).toContain("there is no file");
    expect(printed[2]).toContain("must have a scenario as its default export");
    expect(printed[3]).toContain("no such table");
  });
});
