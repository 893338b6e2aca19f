import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig, type Plugin } from "vite";
import { nameSerializer, serializerNameOf } from "./src/serializer-name.js";

/** Tells the page which serializer the server uses, as the server itself does where it serves the page. */
function serializerTag(): Plugin {
  const name = serializerNameOf(process.env["DUEL_SERIALIZER"]);
  return { name: "serializer-tag", apply: "serve", transformIndexHtml: (html) => nameSerializer(html, name) };
}

export default defineConfig(({ command, mode }) => {
  // `npm run dev` and the tests run from Volley's sources; a build takes its built packages, as your app would.
  const fromSources = command === "serve" || mode === "source";
  return {
    plugins: [react(), serializerTag()],
    resolve: {
      conditions: [...(fromSources ? ["@volley/source"] : []), ...defaultClientConditions],
      alias: { long: fileURLToPath(new URL("src/proto/no-long.ts", import.meta.url)) },
    },
    build: { outDir: "dist/client", emptyOutDir: true },
  };
});
