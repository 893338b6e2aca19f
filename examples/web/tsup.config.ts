import { defineConfig } from "tsup";

export default defineConfig({
  entry: { main: "src/server/main.ts", cluster: "src/cluster/main.ts" },
  outDir: "dist/server",
  format: ["esm"],
  target: "node20",
  platform: "node",
  sourcemap: true,
  clean: true,
});
