import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    internal: "src/internal.ts",
    "socket-io/index": "src/socket-io/index.ts",
    "protobuf/index": "src/protobuf/index.ts",
  },
  format: ["esm", "cjs"],
  dts: true,
  sourcemap: true,
  treeshake: true,
  target: "es2022",
});
