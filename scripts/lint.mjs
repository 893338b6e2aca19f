import { run, tool } from "./process.mjs";

/** Checks format and style (Biome), then forgotten promises (ESLint, which knows the types). Returns an exit code. */
export async function lint() {
  const style = await run(tool("biome"), ["check", "--error-on-warnings"]);
  const promises = await run(tool("eslint"), ["--max-warnings=0", "--no-error-on-unmatched-pattern"]);
  return style || promises;
}
