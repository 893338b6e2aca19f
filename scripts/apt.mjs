import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** What /etc/os-release says: the distribution's own name, and those that it is like, its own included. */
export function distribution() {
  const text = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
  const read = (key) => new RegExp(`^${key}="?([^"\n]*)`, "m").exec(text)?.[1] ?? "";
  return { id: read("ID"), family: [read("ID"), ...read("ID_LIKE").split(" ")] };
}

/** Installs Debian packages where that asks no question: as root, or with a sudo that needs no password. */
export function aptInstall(...packages) {
  const asRoot = process.getuid() === 0 ? ["env"] : ["sudo", "-n", "env"];
  const apt = (...args) =>
    quietly([...asRoot, "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120", ...args]);
  apt("update"); // the package lists may be missing or old
  return apt("install", "-y", "--no-install-recommends", ...packages);
}

/** Runs a command, shows its complaint if it fails, and tells whether it succeeded. */
export function quietly([command, ...args], options = {}) {
  const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8", ...options });
  const complaint = error?.message ?? stderr.split("\n").find((line) => /^E:|error/i.test(line)) ?? stderr.trim();
  if (status !== 0) console.log(`  ${[command, ...args].join(" ")}: ${complaint}`);
  return status === 0;
}
