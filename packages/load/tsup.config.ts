import { defineConfig, type Options } from "tsup";

const shared: Options = { sourcemap: true, treeshake: true, target: "node20" };

export default defineConfig([
  { ...shared, entry: { index: "src/index.ts" }, format: ["esm", "cjs"], dts: true },
  { ...shared, entry: { bin: "src/bin.ts" }, format: ["esm"] },
]);
