import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type PlainScenario, plainScenario } from "../scenario/load-scenario.js";

const TYPESCRIPT = /\.[cm]?tsx?$/;

/**
 * Loads a scenario file. TypeScript goes through tsx, on every version of Node: what Node strips by itself can't import
 * "./contract.js" from a contract.ts. Throws with a sentence for people.
 */
export async function readScenario(path: string): Promise<PlainScenario> {
  const file = resolve(path);
  if (!existsSync(file)) throw new Error(`there is no file ${path}`);
  if (TYPESCRIPT.test(file)) {
    const [esm, cjs] = await Promise.all([import("tsx/esm/api"), import("tsx/cjs/api")]);
    cjs.register();
    esm.register();
  }
  const module = (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
  const found = findScenario(module.default);
  if (found === undefined) {
    throw new Error(
      `${path} must have a scenario as its default export: export default defineScenario(contract, { … })`,
    );
  }
  return found;
}

/** In a CommonJS file the default export is a member of what Node calls the default. */
function findScenario(exported: unknown): PlainScenario | undefined {
  const found = plainScenario(exported);
  if (found !== undefined || typeof exported !== "object" || exported === null) return found;
  return "default" in exported ? plainScenario(exported.default) : undefined;
}
