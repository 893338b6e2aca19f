import type { RequestListener } from "node:http";
import { fileURLToPath } from "node:url";
import { build, type Rolldown } from "vite";

/** Builds a page's scripts from the sources, by path: its own is "/page.js". `entry` is a file of this folder. */
export async function buildScripts(entry: string): Promise<ReadonlyMap<string, string>> {
  const [built] = (await build({
    ...{ configFile: false, logLevel: "warn" },
    resolve: { conditions: ["@volley/source", "module", "browser", "production"] },
    build: {
      write: false,
      lib: { entry: fileURLToPath(new URL(entry, import.meta.url)), formats: ["es"], fileName: () => "page.js" },
    },
  })) as Rolldown.RolldownOutput[];
  const output = built?.output ?? [];
  return new Map(output.flatMap((each) => (each.type === "chunk" ? [[`/${each.fileName}`, each.code]] : [])));
}

/** Serves scripts, and at all other paths a page that runs them. */
export function servePage(scripts: ReadonlyMap<string, string>): RequestListener {
  return ({ url = "" }, response) => {
    const script = scripts.get(url);
    if (script !== undefined) return response.setHeader("content-type", "text/javascript").end(script);
    return response.setHeader("content-type", "text/html").end('<script type="module" src="/page.js"></script>');
  };
}
