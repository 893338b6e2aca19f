import { defineConfig } from "tsup";

export default defineConfig([
  {
    entry: { index: "src/index.ts", internal: "src/internal.ts" },
    format: ["esm", "cjs"],
    dts: true,
    sourcemap: true,
    treeshake: true,
    target: "es2022",
  },
  {
    // For a <script> tag: everything inside, as window.Volley.
    entry: { client: "src/global.ts" },
    format: ["iife"],
    globalName: "Volley",
    platform: "browser",
    noExternal: [/.*/],
    minify: true,
    sourcemap: true,
    target: "es2022",
  },
]);
