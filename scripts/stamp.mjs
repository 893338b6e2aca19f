import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { root } from "./process.mjs";

/** Digests the names and contents of files: times would lie after a checkout. */
export function digest(files) {
  const hash = createHash("sha256");
  for (const file of [...files].sort())
    hash
      .update(`${relative(root, file)}\n`)
      .update(readFileSync(file))
      .update("\n");
  return hash.digest("hex");
}

/** Tells whether the work that a stamp file stands for was done for this digest. */
export const isFresh = (stamp, wanted) => existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
