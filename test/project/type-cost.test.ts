import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const here = dirname(fileURLToPath(import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

/** A contract with many routes, half of them used by a client, all of them served. */
function bigProgram(routes: number): string {
  const numbers = Array.from({ length: routes }, (_, n) => n);
  const perService = 10;
  const services = numbers.filter((n) => n % perService === 0).map((n) => n / perService);
  return `
import { createClient } from "@volley/client";
import { defineContract, error, push, request } from "@volley/protocol";
import { createServer } from "@volley/server";
import * as z from "zod";
export const contract = defineContract({
  errors: { BANNED: z.object({ until: z.string() }) },
  routes: {
${numbers.map((n) => `    "s${Math.floor(n / perService)}.m${n}": request({ input: z.object({ a${n}: z.string() }), output: z.object({ b${n}: z.number() }), errors: { E${n}: error() } }),`).join("\n")}
  },
  pushes: { "s0.p": push(z.string()) },
});
const client = createClient(contract, { url: "" });
export async function use() {
${numbers
  .filter((n) => n % 2 === 0)
  .map((n) => `  (await client.request("s${Math.floor(n / perService)}.m${n}", { a${n}: "" })).b${n}.toFixed();`)
  .join("\n")}
}
const server = createServer(contract);
${services
  .map((s) => {
    const methods = numbers.slice(s * perService, (s + 1) * perService);
    return `server.service("s${s}", { ${methods.map((n) => `m${n}: ({ input }) => ({ b${n}: input.a${n}.length })`).join(", ")} });`;
  })
  .join("\n")}
`;
}

/** Compiles a program and tells how much work that was: a number that doesn't depend on the machine's speed. */
function instantiations(routes: number): number {
  const folder = mkdtempSync(join(here, "../type-cost-"));
  try {
    writeFileSync(join(folder, "program.ts"), bigProgram(routes));
    const config = { extends: "../tsconfig.json", compilerOptions: { declaration: false }, include: ["program.ts"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    const output = execFileSync(process.execPath, [tsc, "-p", folder, "--extendedDiagnostics"], { encoding: "utf8" });
    return Number(/Instantiations:\s+(\d+)/.exec(output)?.[1]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it("types cost grows with the number of routes, not with its square", { timeout: 120_000 }, () => {
  const few = instantiations(50);
  const many = instantiations(500);
  expect(few).toBeGreaterThan(0);
  // Ten times the routes; the square would be a hundred times the work.
  expect(many / few).toBeLessThan(11);
  // 631,305 when this was written.
  expect(many).toBeLessThan(800_000);
});
