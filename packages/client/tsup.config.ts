import { defineConfig, type Options } from "tsup";

const entry = { index: "src/index.ts", internal: "src/internal.ts" };
const react = { "react/index": "src/react/index.ts" };
const openTelemetry = { "opentelemetry/index": "src/opentelemetry/index.ts" };
const shared: Options = { format: ["esm", "cjs"], sourcemap: true, treeshake: true, target: "es2022" };

export default defineConfig([
  { ...shared, entry, dts: { entry: { ...entry, ...react, ...openTelemetry } } },
  // By itself, or what it shares with the client would become a file that everybody loads.
  { ...shared, entry: react },
  { ...shared, entry: openTelemetry },
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
