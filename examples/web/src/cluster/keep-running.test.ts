import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { type KeptProcess, keepRunning } from "./keep-running.js";

const kept: KeptProcess[] = [];
afterEach(() => Promise.all(kept.splice(0).map((each) => each.stop())));

/** Keeps a Node process running that says it is ready, unless `script` is something else. */
function keep(script = "process.send('ready'); setInterval(() => {}, 1_000)", stopMs?: number) {
  const said: string[] = [];
  const one = keepRunning({
    name: "it",
    start: () => spawn(process.execPath, ["-e", script], { stdio: ["ignore", "inherit", "ignore", "ipc"] }),
    untilReady: async (child) => {
      await once(child, "message");
      return 1_234;
    },
    log: (text) => said.push(text),
    restartMs: 1,
    stopMs,
  });
  kept.push(one);
  const pid = () => ("child" in one.state && one.state.status === "ready" ? one.state.child.pid : undefined);
  return { one, said, pid };
}
const patience = { timeout: 10_000 };

describe("a process that is kept running", { timeout: 20_000 }, () => {
  it("is ready with its port when it says so", async () => {
    const { one } = keep();
    expect(one.state.status).toBe("starting");
    await one.ready;
    expect(one.state).toMatchObject({ status: "ready", port: 1_234 });
  });

  it("is started again when it was killed, and said to be down meanwhile", async () => {
    const { one, said, pid } = keep();
    await one.ready;
    const before = pid();
    if ("child" in one.state) one.state.child.kill("SIGKILL");
    await expect.poll(() => one.state.status, patience).not.toBe("ready");
    await expect.poll(pid, patience).toEqual(expect.any(Number));
    expect(pid()).not.toBe(before);
    expect(said).toEqual(["it ended (SIGKILL); starting it again"]);
  });

  it("ends when it is stopped, and isn't started again", async () => {
    const { one, said } = keep();
    await one.ready;
    await one.stop();
    expect(one.state.status).toBe("stopped");
    expect(said).toEqual([]);
  });

  it("is killed when it doesn't heed", async () => {
    const { one } = keep("process.on('SIGTERM', () => {}); process.send('ready'); setInterval(() => {}, 1_000)", 50);
    await one.ready;
    const { state } = one;
    await one.stop();
    expect("child" in state && state.child.signalCode).toBe("SIGKILL");
  });

  it("fails to start when it ends before it is ready", async () => {
    const { one } = keep("process.exit(3)");
    await expect(one.ready).rejects.toThrow("it ended before it was ready: exit code 3");
  });

  it("fails to start when there is no such program", async () => {
    const one = keepRunning({
      name: "it",
      start: () => spawn("/no/such/program"),
      untilReady: () => new Promise(() => undefined),
      log: () => undefined,
    });
    kept.push(one);
    await expect(one.ready).rejects.toThrow("ENOENT");
  });
});
