import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pnpm } from "./pnpm.mjs";
import { run, tool } from "./process.mjs";

/** Each is one test. `tarballs` are the packages as they would be published. */
const checks = {
  /** Whether what the manifests name is there, and is what they say. */
  publint: (tarballs) => each(tarballs, (tarball) => run(tool("publint"), ["--strict", tarball], { quiet: true })),
  /** Whether every entry has its types for import and for require. Node 10 knows no entries. */
  attw: (tarballs) => each(tarballs, (tarball) => run(tool("attw"), [tarball, "--profile=node16"], { quiet: true })),
  /** Whether every file, export and dependency is used. */
  knip: () => run(tool("knip"), ["--treat-config-hints-as-errors"]),
};

/** Checks the built packages, packed, and what nobody uses. Counts: `{ passed, failed, skipped }`. */
export async function checkPackages() {
  const folder = mkdtempSync(join(tmpdir(), "volley-packages-"));
  try {
    const tarballs = await pack(folder);
    let failed = 0;
    for (const [name, check] of Object.entries(checks)) {
      const passed = tarballs.length > 0 && (await check(tarballs)) === 0;
      console.log(`${name}: ${passed ? "passed" : "failed"}`);
      failed += Number(!passed);
    }
    return { passed: Object.keys(checks).length - failed, failed, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Packs all packages as `pnpm publish` does, and lists the files; none if that failed. */
async function pack(folder) {
  const packages = ["--recursive", "--filter", "./packages/*"];
  const code = await pnpm([...packages, "pack", "--pack-destination", folder], { quiet: true });
  return code === 0 ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

async function each(items, check) {
  let failed = 0;
  for (const item of items) failed += Number((await check(item)) !== 0);
  return failed;
}
