// Compiles the .proto files of this folder to static modules: `npm run proto` in `test`. docs/guides/protobuf.md
// explains the command. What it makes is committed, so that tests need no compiler; one test makes it again.
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const pbjs = createRequire(import.meta.url).resolve("protobufjs-cli/bin/pbjs");
const flags = "-t static-module -w esm --dts --force-number";
const smaller = "--no-create --no-verify --no-convert --no-delimited --no-typeurl --no-service";

const here = import.meta.dirname;
const [, , out = here] = process.argv;
for (const file of readdirSync(here).filter((name) => name.endsWith(".proto"))) {
  const name = file.replace(/\.proto$/, "");
  const args = [...flags.split(" "), ...smaller.split(" "), "-r", `volley-test-${name}`];
  execFileSync(process.execPath, [pbjs, ...args, "-o", join(out, `${name}.pb.js`), join(here, file)], {
    stdio: "inherit",
  });
}
