import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const { exports } = JSON.parse(readFileSync(join(root, "packages/client/package.json"), "utf8")) as {
  readonly exports: Readonly<Record<string, unknown>>;
};
const entries = Object.keys(exports)
  .filter((entry) => entry !== "./package.json")
  .map((entry) => join("@volley/client", entry));

it("importing the client and rendering with it, without a DOM, opens no socket and starts no timer", async () => {
  const script = join(root, "test/support/render-on-server.ts");
  // That it ends by itself says the same once more.
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=@volley/source", "--import", "tsx", script, ...entries],
    { cwd: join(root, "test"), timeout: 15_000 },
  );
  const { html, touched, before, after } = JSON.parse(stdout) as Record<string, unknown>;
  expect(html).toBe("<p>idle</p>");
  expect(touched).toEqual([]);
  expect(after).toBe(before);
});
