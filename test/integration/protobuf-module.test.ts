import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const folder = join(import.meta.dirname, "../support/proto");
const node = (...args: string[]) => promisify(execFile)(process.execPath, args, { cwd: folder, timeout: 60_000 });

it("the static modules are what their .proto files make: npm run proto", { timeout: 60_000 }, async () => {
  const made = mkdtempSync(join(tmpdir(), "volley-proto-"));
  try {
    await node(join(folder, "make.mjs"), made);
    const names = readdirSync(made);
    expect(names.length).toBeGreaterThan(0);
    expect(readdirSync(folder).filter((name) => name.includes(".pb."))).toEqual(names);
    for (const name of names) {
      expect(readFileSync(join(folder, name), "utf8"), name).toBe(readFileSync(join(made, name), "utf8"));
    }
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
});

it("Word duel's static module is what its .proto file makes: npm run proto", { timeout: 60_000 }, async () => {
  const manifest = join(import.meta.dirname, "../../examples/web/package.json");
  const [command, ...args] = JSON.parse(readFileSync(manifest, "utf8")).scripts.proto.split(" ");
  expect(command).toBe("pbjs");
  const pbjs = createRequire(manifest).resolve("protobufjs-cli/bin/pbjs");
  const proto = join(manifest, "../src/proto");
  const copy = mkdtempSync(join(tmpdir(), "volley-proto-"));
  try {
    cpSync(join(proto, "duel.proto"), join(copy, "src/proto/duel.proto"));
    await promisify(execFile)(process.execPath, [pbjs, ...args], { cwd: copy, timeout: 60_000 });
    for (const name of ["duel.pb.js", "duel.pb.d.ts"]) {
      expect(readFileSync(join(proto, name), "utf8"), name).toBe(readFileSync(join(copy, "src/proto", name), "utf8"));
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

it("the Protobuf serializer works where code must not be made from strings", { timeout: 60_000 }, async () => {
  const flags = ["--disallow-code-generation-from-strings", "--conditions=@volley/source", "--import", "tsx"];
  const { stdout } = await node(...flags, join(folder, "without-eval.ts"));
  expect(JSON.parse(stdout)).toMatchObject({
    forbidden: true,
    refusal: expect.stringContaining("at maybe: 0.5 doesn't fit"),
    arrived: { string: "ä", maybe: 5, places: [{ x: 1, y: -1 }], homes: { a: { x: 2, y: 0 } } },
  });
});
