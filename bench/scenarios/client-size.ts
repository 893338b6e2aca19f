import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Scenario } from "./scenario.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What `.size-limit.json` says of the client, with all that it imports. */
function kilobytes(): number {
  const output = execFileSync(`${root}node_modules/.bin/size-limit`, ["--json"], { cwd: root, encoding: "utf8" });
  const [client] = JSON.parse(output) as { readonly size: number }[];
  return (client?.size ?? 0) / 1_000;
}

export const clientSizeScenarios: readonly Scenario[] = [
  {
    name: "client-size",
    title: "The client with JSON, bundled, minified and compressed (gzip)",
    operation: "client",
    contenders: [
      {
        peer: "volley",
        prepare: () => {
          const sample = { kilobytes: kilobytes() };
          return Promise.resolve({ round: () => Promise.resolve(sample), close: () => Promise.resolve() });
        },
      },
    ],
  },
];
