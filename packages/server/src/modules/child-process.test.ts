import { expect, it, onTestFinished } from "vitest";
import { type ChildProcessOptions, childProcess } from "./child-process.js";

interface Line {
  readonly level: string;
  readonly message: string;
}

/** Runs a script of Node's. */
function run(script: string, options: Partial<ChildProcessOptions> = {}) {
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  const log = (level: string) => (message: string) => {
    lines.push({ level, message });
    for (const look of waiting) look();
  };
  const logger = { debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") };
  const module = childProcess({ command: process.execPath, args: ["-e", script], logger, ...options });
  onTestFinished(async () => {
    if (module.pid !== undefined) await module.shutdown?.();
  });
  const said = (message: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (lines.some((line) => line.message === message)) resolve();
      };
      waiting.add(look);
      look();
    });
  return { module, lines, said };
}

const STAY = "setInterval(() => {}, 1000);";

it("logs what it writes line by line, with its variables", async () => {
  const script = "console.log('hello ' + process.env.WHO); console.error('oh'); process.stdout.write('no end')";
  const { module, lines } = run(script, { env: { WHO: "ann" } });
  await module.init?.();
  expect(await module.exited).toEqual({ code: 0, signal: null });
  await expect.poll(() => lines).toContainEqual({ level: "info", message: "no end" });
  expect(lines).toContainEqual({ level: "info", message: "hello ann" });
  expect(lines).toContainEqual({ level: "error", message: "oh" });
  expect(lines).toContainEqual({ level: "error", message: expect.stringContaining("ended by itself") });
});

it("ends it by SIGTERM, and waits for that", async () => {
  const script = `process.on('SIGTERM', () => setTimeout(() => process.exit(7), 50)); console.log('up'); ${STAY}`;
  const { module, said } = run(script, { graceMs: 30_000 });
  await module.init?.();
  await said("up");
  await module.shutdown?.();
  expect(await module.exited).toEqual({ code: 7, signal: null });
});

it("kills what doesn't end in its time", async () => {
  const { module, said, lines } = run(`process.on('SIGTERM', () => {}); console.log('up'); ${STAY}`, { graceMs: 50 });
  await module.init?.();
  await said("up");
  await module.shutdown?.();
  expect(await module.exited).toEqual({ code: null, signal: "SIGKILL" });
  expect(lines).toContainEqual({ level: "warn", message: expect.stringContaining("killed") });
});

it("doesn't let a server start without its program, and leaves no listeners", async () => {
  const before = process.listenerCount("exit");
  const { module } = run("", { command: "/no/such/program" });
  await expect(module.init?.()).rejects.toMatchObject({ code: "ENOENT" });
  const { module: short } = run("");
  await short.init?.();
  await short.exited;
  expect(process.listenerCount("exit")).toBe(before);
});
