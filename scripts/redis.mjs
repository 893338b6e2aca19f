import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { aptInstall, distribution, quietly } from "./apt.mjs";
import { root } from "./process.mjs";

/** Where a Redis goes that was unpacked instead of installed. */
const cache = join(root, "node_modules", ".cache", "redis");
const unpacked = join(cache, "redis-server");

/** What `redis-server` is made of in Debian, besides what every Debian has. */
const packages = ["redis-server", "redis-tools", "libatomic1", "libjemalloc2", "liblzf1"];

const oldest = "7.0";

/**
 * Finds a Redis of at least 7.0, or gets one where that asks no question. Returns the environment that
 * test/support/redis-server.ts reads: `REDIS_SERVER`, or `REDIS_MISSING` with the reason.
 */
export async function provideRedis() {
  const found = findRedis();
  if (found !== undefined) return { REDIS_SERVER: found, REDIS_MISSING: "" };
  const reason = `no redis-server ${oldest} or later found, and none could be installed; set REDIS_SERVER to one`;
  console.log(`The tests that need Redis are skipped: ${reason}.`);
  return { REDIS_SERVER: "", REDIS_MISSING: reason };
}

/** Finds such a Redis, or gets one; undefined if neither is possible. */
export function findRedis() {
  return find() ?? (get() ? find() : undefined);
}

function find() {
  const folders = ["", "/usr/bin/", "/usr/sbin/", "/usr/local/bin/", "/opt/homebrew/bin/"]; // "": on the PATH
  const names = ["redis-server", "valkey-server"].flatMap((name) => folders.map((folder) => folder + name));
  return [process.env.REDIS_SERVER, ...names, unpacked].find((path) => path && isFit(path));
}

/** Valkey counts its versions from Redis' 7.2. */
function isFit(path) {
  const { status, stdout } = spawnSync(path, ["--version"], { encoding: "utf8", timeout: 20_000 });
  return status === 0 && Number(/ v=(\d+)\./.exec(stdout)?.[1]) >= Number.parseInt(oldest, 10);
}

function get() {
  if (!distribution().family.includes("debian")) return false;
  console.log("Getting Redis ...");
  return aptInstall("redis-server") || unpack();
}

/** Without root: takes the packages apart in a folder of ours. Needs the package lists that apt keeps. */
function unpack() {
  const folder = `${cache}.${process.pid}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    if (!quietly(["apt-get", "download", ...packages], { cwd: folder })) return false;
    const files = readdirSync(folder).filter((name) => name.endsWith(".deb"));
    if (!files.every((file) => quietly(["dpkg", "-x", file, "."], { cwd: folder }))) return false;
    const libraries = readdirSync(join(folder, "usr", "lib")).filter((name) => name.includes("linux-gnu"));
    const paths = libraries.map((name) => join(cache, "usr", "lib", name)).join(":");
    const start = `#!/bin/sh\nLD_LIBRARY_PATH="${paths}" exec "${join(cache, "usr", "bin", "redis-server")}" "$@"\n`;
    writeFileSync(join(folder, "redis-server"), start);
    chmodSync(join(folder, "redis-server"), 0o755);
    rmSync(cache, { recursive: true, force: true });
    renameSync(folder, cache);
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
