import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { freePort } from "../support/redis-server.js";
import { until } from "../support/until.js";
import { runVolleyServer } from "../support/volley-server.js";
import { collectSnippets } from "./collect-snippets.js";

const root = join(import.meta.dirname, "../..");
const redisUrl = inject("redisUrl");
const path = "docs/reference-server.md";

/** Runs the page's `talk.mjs` against a server; it ends with the test. */
function talkTo(url: string): { readonly printed: () => string; readonly process: ChildProcess } {
  const page = { path, markdown: readFileSync(join(root, path), "utf8") };
  const text = collectSnippets(page).files.get("talk.ts") ?? "";
  expect(text).toContain("http://127.0.0.1:3000");
  // Inside `test`, so that imports find its packages; ignored by git.
  mkdirSync(join(root, "test/.cache"), { recursive: true });
  const folder = mkdtempSync(join(root, "test/.cache/walk-"));
  writeFileSync(join(folder, "talk.mjs"), text.replace("http://127.0.0.1:3000", url));
  const args = ["--conditions=@volley/source", "--import", "tsx", "talk.mjs"];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  child.stdout.on("data", (chunk) => {
    printed += String(chunk);
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  return { printed: () => printed, process: child };
}

describe.skipIf(redisUrl === null)("the first walk of the reference server's page", () => {
  it("goes as it is written: talk, metrics, health, kill, drain", { timeout: 150_000 }, async () => {
    const env = {
      ...{ PORT: `${await freePort()}`, VOLLEY_METRICS_PORT: `${await freePort()}`, REDIS_URL: redisUrl ?? "" },
      ...{ VOLLEY_GUESTS: "true", VOLLEY_GUEST_SECRET: randomBytes(32).toString("hex"), VOLLEY_DRAIN_WAIT_MS: "300" },
      VOLLEY_REDIS_PREFIX: `test-${randomBytes(6).toString("hex")}`,
    };
    const ask = (what: string) => fetch(`http://127.0.0.1:${env.VOLLEY_METRICS_PORT}/${what}`);
    const first = runVolleyServer([], env);
    const talk = talkTo(await first.listening());
    const prints = (text: string | RegExp, since = 0) =>
      until(() => talk.printed().slice(since).match(text) !== null, `it prints ${String(text)}`, 40_000);
    await prints("ann is ready");
    await prints('bob gets {"session":');
    await prints(/ann hears hello from bob 00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01/);
    await prints(/bob gets \{"message":\{"target":"lobby","content":"tick \d+","message_id":/);
    expect(await (await ask("metrics")).text()).toMatch(
      /^volley_request_seconds_count\{route="rooms\.message",code="ok"\} \d+$/m,
    );
    const ready = await ask("ready");
    expect([ready.status, await ready.json()]).toMatchObject([200, { status: "ready" }]);

    first.process.kill("SIGKILL");
    await first.ended();
    const second = runVolleyServer(["--workers", "2"], env);
    await second.listening();
    await prints("ann is ready again");
    const back = talk.printed().length;
    await prints(/ann hears tick/, back);
    const listening = () => [
      ...second.printed().stdout.matchAll(/"pid":(\d+),"worker":"\d","msg":"a worker listens"/g),
    ];
    // Whichever of them ann is at, she is at another one after both were drained.
    for (const [, pid] of listening()) {
      const before = listening().length;
      process.kill(Number(pid), "SIGTERM");
      await until(() => listening().length > before, "another one takes its place", 40_000);
    }
    const moved = talk.printed().length;
    await prints(/ann hears tick/, moved);
    expect(talk.printed().slice(back)).not.toMatch(/could not say|ann is waiting/);

    second.process.kill("SIGTERM");
    await until(async () => (await ask("ready")).status === 503, "it isn't ready any more");
    expect(await second.ended()).toBe(0);
  });
});
